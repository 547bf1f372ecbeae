package dev.figment.plugin.vae.measure;

import dev.figment.api.Images;
import java.nio.FloatBuffer;

/**
 * The structural similarity of images (Wang et al. 2004, eq. 13, with their constants K₁ = 0.01 and K₂ = 0.03 for values from 0
 * to 1): the mean over the places of a Gaussian window of {@value #WINDOW} pixels a side, σ = 1.5, that lie within the image,
 * and over channels; 1 for equal images. In an image that is smaller the window has the greatest odd side that fits.
 */
final class Similarity {
    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    private final int height;
    private final int width;
    private final double[] window;

    private Similarity(int height, int width) {
        this.height = height;
        this.width = width;
        int side = Math.min(WINDOW, Math.min(height, width));
        this.window = gaussian(side % 2 == 0 ? side - 1 : side);
    }

    private static double[] gaussian(int side) {
        double[] weights = new double[side];
        double sum = 0;
        for (int i = 0; i < side; i++) {
            double distance = i - side / 2;
            weights[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
            sum += weights[i];
        }
        for (int i = 0; i < side; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** That of each image with the one at its place, added up. */
    static double sum(Images images, Images others) {
        Similarity similarity = new Similarity(images.height(), images.width());
        FloatBuffer a = images.pixels().floats();
        FloatBuffer b = others.pixels().floats();
        int plane = images.height() * images.width();
        double sum = 0;
        for (int from = 0; from < a.capacity(); from += plane) {
            sum += similarity.ofPlanes(a.slice(from, plane), b.slice(from, plane));
        }
        return sum / images.channels();
    }

    private double ofPlanes(FloatBuffer a, FloatBuffer b) {
        double[] x = new double[height * width];
        double[] y = new double[height * width];
        double[] squares = new double[height * width];
        double[] products = new double[height * width];
        for (int i = 0; i < x.length; i++) {
            x[i] = a.get(i);
            y[i] = b.get(i);
            squares[i] = x[i] * x[i] + y[i] * y[i];
            products[i] = x[i] * y[i];
        }
        double[] meanX = filtered(x);
        double[] meanY = filtered(y);
        double[] meanSquares = filtered(squares);
        double[] meanProducts = filtered(products);
        double sum = 0;
        for (int i = 0; i < meanX.length; i++) {
            double means = meanX[i] * meanY[i];
            double ofMeans = meanX[i] * meanX[i] + meanY[i] * meanY[i];
            double covariance = meanProducts[i] - means;
            double variances = meanSquares[i] - ofMeans;
            sum += (2 * means + C1) * (2 * covariance + C2) / ((ofMeans + C1) * (variances + C2));
        }
        return sum / meanX.length;
    }

    /** The weighted means at all places of the window, along rows and then along columns. */
    private double[] filtered(double[] plane) {
        int across = width - window.length + 1;
        int down = height - window.length + 1;
        double[] rows = new double[height * across];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < across; column++) {
                double sum = 0;
                for (int i = 0; i < window.length; i++) {
                    sum += window[i] * plane[row * width + column + i];
                }
                rows[row * across + column] = sum;
            }
        }
        double[] means = new double[down * across];
        for (int row = 0; row < down; row++) {
            for (int column = 0; column < across; column++) {
                double sum = 0;
                for (int i = 0; i < window.length; i++) {
                    sum += window[i] * rows[(row + i) * across + column];
                }
                means[row * across + column] = sum;
            }
        }
        return means;
    }
}
