/**
 * What a plugin's own tests use. A test class implements the contract of each SPI that its component offers, and gives
 * the component and samples; JUnit then runs the contract's tests:
 *
 * <pre>{@code
 * class MyModelTest implements EncoderContract<Images>, DecoderContract<Images> {
 *     public Encoder<Images> encoder() { … }
 *     public Decoder<Images> decoder() { … }
 *     public Medium<Images> medium() { return Medium.IMAGES; }
 *     public Images samples() { … }
 *     public Images misfits() { … }
 * }
 * }</pre>
 *
 * <p>{@link dev.figment.testkit.GradientCheck} compares gradients with differences.
 */
@NullMarked
package dev.figment.testkit;

import org.jspecify.annotations.NullMarked;
