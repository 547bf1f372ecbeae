// The negative evidence lower bound and the importance-sampled negative log-likelihood of a variational autoencoder with
// Bernoulli pixels, from its ONNX files alone: it shares no code with Figment. Pixels above a half are white.
// Arguments: the model's folder, an IDX file of images (gzip or not), and how many latents to draw for each image.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const BATCH = 250;
const LEAST = 1e-7;

function parseIdx(bytes) {
  const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  if (content.readUInt32BE(0) !== 0x00000803) {
    throw new Error('no IDX file of images');
  }
  const [count, height, width] = [4, 8, 12].map((at) => content.readUInt32BE(at));
  return { count, height, width, pixels: content.subarray(16) };
}

// Mulberry32, and deviates by Box and Muller.
function normals(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function negativeLog(white, probabilities, row, size) {
  let sum = 0;
  for (let k = row * size; k < (row + 1) * size; k++) {
    const p = Math.min(Math.max(probabilities[k], LEAST), 1 - LEAST);
    sum -= Math.log(white[k] ? p : 1 - p);
  }
  return sum;
}

function logMeanExp(values) {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0) / values.length);
}

const [folder, file, samplesText] = process.argv.slice(2);
const samples = Number(samplesText ?? 1);
if (!folder || !file || !(samples >= 1)) {
  console.error('usage: node elbo.js MODEL-FOLDER IMAGES.idx3-ubyte[.gz] [SAMPLES]');
  process.exit(2);
}
const images = parseIdx(await readFile(file));
const size = images.height * images.width;
const encoder = await InferenceSession.create(path.join(folder, 'encoder.onnx'));
const decoder = await InferenceSession.create(path.join(folder, 'decoder.onnx'));
const normal = normals(20240501);
let reconstruction = 0;
let divergence = 0;
let likelihood = 0;
for (let from = 0; from < images.count; from += BATCH) {
  const count = Math.min(BATCH, images.count - from);
  const white = new Float32Array(count * size);
  for (let k = 0; k < white.length; k++) {
    white[k] = images.pixels[from * size + k] / 255 > 0.5 ? 1 : 0;
  }
  const encoded = await encoder.run({
    images: new Tensor('float32', white, [count, 1, images.height, images.width]),
  });
  const [mean, logVariance] = [encoded.mean.data, encoded.log_variance.data];
  const latents = encoded.mean.dims[1];
  for (let i = 0; i < mean.length; i++) {
    divergence += 0.5 * (mean[i] ** 2 + Math.exp(logVariance[i]) - 1 - logVariance[i]);
  }
  const logWeights = Array.from({ length: count }, () => []);
  for (let draw = 0; draw < samples; draw++) {
    const points = new Float32Array(mean.length);
    const ratios = new Float64Array(count);
    for (let i = 0; i < mean.length; i++) {
      const epsilon = normal();
      points[i] = mean[i] + Math.exp(0.5 * logVariance[i]) * epsilon;
      ratios[Math.floor(i / latents)] += 0.5 * (epsilon ** 2 + logVariance[i] - points[i] ** 2);
    }
    const decoded = await decoder.run({ latents: new Tensor('float32', points, [count, latents]) });
    for (let row = 0; row < count; row++) {
      const error = negativeLog(white, decoded.images.data, row, size);
      reconstruction += error / samples;
      logWeights[row].push(ratios[row] - error);
    }
  }
  for (const weights of logWeights) {
    likelihood += logMeanExp(weights);
  }
}
const lines = {
  'negative-elbo-nats': (reconstruction + divergence) / images.count,
  'reconstruction-nats': reconstruction / images.count,
  'kl-nats': divergence / images.count,
};
if (samples > 1) {
  lines['negative-log-likelihood-nats'] = -likelihood / images.count;
}
for (const [name, value] of Object.entries(lines)) {
  console.log(`${name}  ${value.toFixed(3)}`);
}
