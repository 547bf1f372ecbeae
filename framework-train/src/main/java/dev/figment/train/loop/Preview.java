package dev.figment.train.loop;

import dev.figment.api.Audio;
import dev.figment.api.Images;
import dev.figment.api.Text;

/** What shows how a model does while it trains: something to look at, to listen to or to read. */
public sealed interface Preview {
    /**
     * Images, laid out as one picture.
     *
     * @param stack successive images that belong together and lie one below the other, at least 1: 2 for an image and its
     *     reconstruction
     */
    record Picture(Images images, int stack) implements Preview {
        public Picture {
            if (stack < 1 || images.size() == 0) {
                throw new IllegalArgumentException(images.size() + " images in stacks of " + stack);
            }
        }
    }

    /** Sounds, each for itself. */
    record Sounds(Audio audio) implements Preview {}

    /** Texts, one after the other. */
    record Texts(Text text) implements Preview {}

    /** Images one beside the other. */
    static Preview of(Images images) {
        return new Picture(images, 1);
    }

    static Preview of(Audio audio) {
        return new Sounds(audio);
    }

    static Preview of(Text text) {
        return new Texts(text);
    }
}
