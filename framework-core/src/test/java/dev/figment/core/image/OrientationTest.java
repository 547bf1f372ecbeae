package dev.figment.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
    private static final int HEIGHT = 16;
    private static final int WIDTH = 32;

    /** White in the corner where row 0 and column 0 meet, grey where row 0 ends. */
    private static byte[] jpeg() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                image.getRaster().setSample(x, y, 0, 255);
                image.getRaster().setSample(WIDTH - 1 - x, y, 0, 128);
            }
        }
        return Samples.written(image, "jpg", false);
    }

    /** The file with an EXIF part after its first marker. */
    private static byte[] held(byte[] jpeg, int orientation, ByteOrder order) {
        ByteBuffer exif = ByteBuffer.allocate(50);
        exif.putShort((short) 0xffe1).putShort((short) 48);
        exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        exif.order(order).putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949));
        exif.putShort((short) 42).putInt(8);
        exif.putShort((short) 2);
        exif.putShort((short) 0x010f).putShort((short) 2).putInt(1).putInt(0);
        exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, 2);
        file.writeBytes(exif.array());
        file.write(jpeg, 2, jpeg.length - 2);
        return file.toByteArray();
    }

    private static String brightest(Picture picture, double from, double to) {
        String place = "";
        for (String rows : new String[] {"top", "bottom"}) {
            for (String columns : new String[] {"left", "right"}) {
                float value = picture.value(
                        0,
                        rows.equals("top") ? 2 : picture.height() - 3,
                        columns.equals("left") ? 2 : picture.width() - 3);
                place += value > from && value < to ? rows + " " + columns : "";
            }
        }
        return place;
    }

    @ParameterizedTest
    @CsvSource({
        "1, top left, top right",
        "2, top right, top left",
        "3, bottom right, bottom left",
        "4, bottom left, bottom right",
        "5, top left, bottom left",
        "6, top right, bottom right",
        "7, bottom right, top right",
        "8, bottom left, top left"
    })
    void turnsAsTheCameraWasHeld(int orientation, String white, String grey) throws UnreadableImage {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            Picture picture = Pictures.decode(held(jpeg(), orientation, order));
            assertThat(picture).hasToString(orientation < 5 ? "32×16 grey" : "16×32 grey");
            assertThat(brightest(picture, 0.9, 1.1)).isEqualTo(white);
            assertThat(brightest(picture, 0.4, 0.6)).isEqualTo(grey);
        }
    }

    @Test
    void leavesAnImageThatSaysNothingOrNonsense() throws UnreadableImage {
        assertThat(Pictures.decode(jpeg())).hasToString("32×16 grey");
        assertThat(Pictures.decode(held(jpeg(), 0, ByteOrder.BIG_ENDIAN))).hasToString("32×16 grey");
        assertThat(Pictures.decode(held(jpeg(), 9, ByteOrder.BIG_ENDIAN))).hasToString("32×16 grey");
    }

    @Test
    void readsADamagedExifPartAsNone() throws UnreadableImage {
        byte[] sound = held(jpeg(), 6, ByteOrder.BIG_ENDIAN);
        for (int i = 12; i < 30; i++) {
            byte[] damaged = sound.clone();
            damaged[i] = (byte) 0xff;
            assertThat(Pictures.decode(damaged).channels()).isEqualTo(1);
        }
    }
}
