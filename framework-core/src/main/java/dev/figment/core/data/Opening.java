package dev.figment.core.data;

import dev.figment.api.Audio;
import dev.figment.api.Batch;
import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.AttributeFormat;
import dev.figment.api.data.AudioFormat;
import dev.figment.api.data.DataFormat;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.ImageFormat;
import dev.figment.api.data.LabelledFormat;
import dev.figment.api.data.NumericAttributeFormat;
import dev.figment.api.data.PairFormat;
import dev.figment.api.data.PairFormat.Input;
import dev.figment.api.data.RecordFormat;
import dev.figment.api.data.SeriesFormat;
import dev.figment.api.data.TextFormat;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens located data in a format.
 *
 * @param others locates data that a format refers to
 */
record Opening(Located data, Memory memory, Function<DataRef, Located> others) {
    Dataset<? extends Batch> open(DataFormat<?> format) {
        if (format instanceof ImageFormat images) {
            return images(images);
        }
        if (format instanceof PairFormat pairs) {
            return pairs(pairs);
        }
        if (format instanceof LabelledFormat<?> labelled) {
            return labelled(labelled);
        }
        if (format instanceof AttributeFormat attributes) {
            return AttributeFiles.read(data.name(), table(data), attributes, memory);
        }
        if (format instanceof NumericAttributeFormat attributes) {
            return numericAttributes(attributes);
        }
        if (format instanceof AudioFormat audio) {
            return new SoundFiles(data.name(), data.files(FileKind.SOUND), audio);
        }
        if (format instanceof SeriesFormat series) {
            return new SeriesFiles(data.name(), data.files(FileKind.TABLE), series, spans(series));
        }
        if (format instanceof TextFormat text) {
            return new TextFiles(data.name(), data.files(FileKind.TEXT), text);
        }
        return new RecordFiles(data.name(), data.files(FileKind.RECORDS), (RecordFormat) format);
    }

    private Optional<LabelledSpans> spans(SeriesFormat format) {
        return Optional.ofNullable(format.labels()).map(labels -> {
            List<Path> files = others.apply(labels).files(FileKind.RECORDS);
            if (files.size() != 1) {
                throw FigmentException.user(
                        Problem.of("several-files", labels.text(), "labels are in one file, and here are " + files)
                                .fix("name one of them"));
            }
            return LabelledSpans.read(files.get(0));
        });
    }

    private Dataset<Images> images(ImageFormat format) {
        List<Path> found = data.files(FileKind.IMAGE);
        if (found.size() == 1 && IdxFile.recognises(found.get(0))) {
            return new IdxImages(IdxFile.read(found.get(0)), format);
        }
        return new ImageFiles(data.name(), found, format, memory);
    }

    private Dataset<ImagePairs> pairs(PairFormat format) {
        if (format.input() == Input.SAME) {
            Dataset<Images> images = images(format.images());
            return new Pairs(data.name(), images, images);
        }
        Optional<Path> folder = data.folder().filter(PairPaths::recognises);
        if (folder.isEmpty()) {
            return new ImagePairFiles(data.name(), data.files(FileKind.IMAGE), format, memory);
        }
        PairPaths paths = PairPaths.of(folder.get());
        Dataset<Images> a = new ImageFiles(data.name(), paths.a(), format.images(), memory);
        Dataset<Images> b = new ImageFiles(data.name(), paths.b(), format.images(), memory);
        return format.input() == Input.LEFT ? new Pairs(data.name(), a, b) : new Pairs(data.name(), b, a);
    }

    private NumericAttributeFiles numericAttributes(NumericAttributeFormat format) {
        List<Path> found = data.files(FileKind.IMAGE);
        if (found.size() == 1 && IdxFile.recognises(found.get(0))) {
            throw unnamed(data.name());
        }
        return NumericAttributeFiles.read(data.name(), found, table(others.apply(format.labels())), format, memory);
    }

    /** No table can say anything of the images of such a file. */
    static FigmentException unnamed(String name) {
        return FigmentException.user(
                Problem.of("no-names", name, "a table names image files, and this is one file of many images")
                        .fix("name image files: a folder, or a glob such as 'faces/**.png'"));
    }

    /** The one table that is named. */
    private static Path table(Located named) {
        if (named.folder().isPresent()) {
            throw FigmentException.user(
                    Problem.of("no-table", named.name(), "this is a folder, and attributes stand in a table")
                            .fix("name the table: " + named.name() + "/attributes.tsv, for instance"));
        }
        return named.files(FileKind.TABLE).get(0);
    }

    private Dataset<? extends Batch> labelled(LabelledFormat<?> format) {
        FileKind kind = format.of() instanceof AudioFormat ? FileKind.SOUND : FileKind.IMAGE;
        Optional<Path> folder = data.folder();
        if (folder.isEmpty()) {
            return labelledFile(format, kind);
        }
        LabelledPaths paths = LabelledPaths.of(folder.get(), format.by(), kind);
        if (format.of() instanceof AudioFormat audio) {
            SoundFiles sounds = new SoundFiles(data.name(), paths.files(), audio);
            return new LabelledSamples<Audio>(sounds, i -> paths.labels()[sounds.file(i)], paths.classes());
        }
        ImageFiles images = new ImageFiles(data.name(), paths.files(), (ImageFormat) format.of(), memory);
        return new LabelledSamples<Images>(images, i -> paths.labels()[i], paths.classes());
    }

    private Dataset<? extends Batch> labelledFile(LabelledFormat<?> format, FileKind kind) {
        List<Path> found = data.files(kind);
        if (found.size() == 1 && format.of() instanceof ImageFormat images && IdxFile.recognises(found.get(0))) {
            return labelled(
                    new IdxImages(IdxFile.read(found.get(0)), images), IdxLabels.read(IdxLabels.beside(found.get(0))));
        }
        throw FigmentException.user(Problem.of(
                        "no-classes",
                        data.name(),
                        "labels come from a folder of classes or from an IDX file, not from this")
                .fix("name the folder in which each class has a folder"));
    }

    static Dataset<? extends Batch> labelled(Dataset<Images> images, IdxLabels labels) {
        labels.requireCount(images.size());
        return new LabelledSamples<>(images, labels::label, labels.classes());
    }
}
