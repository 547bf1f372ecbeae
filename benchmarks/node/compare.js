// Runs the models that cases.json names on the inputs that Figment ran them on, and compares the outputs with Figment's.
// Argument: the folder that NodeCases wrote. Ends with 1 where a number differs by more than the tolerance.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const TOLERANCE = 1e-5;

async function floats(file) {
  const bytes = await readFile(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function largestDifference(a, b) {
  if (a.length !== b.length) {
    return Infinity;
  }
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    // Not a number is larger than any.
    largest = difference <= largest ? largest : Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

const folder = process.argv[2];
const cases = JSON.parse(await readFile(path.join(folder, 'cases.json'), 'utf8'));
let worst = 0;
for (const { model, inputs, outputs } of cases) {
  const session = await InferenceSession.create(model);
  const feeds = {};
  for (const { name, shape, file } of inputs) {
    feeds[name] = new Tensor('float32', await floats(path.join(folder, file)), shape);
  }
  const results = await session.run(feeds);
  for (const { name, shape, file } of outputs) {
    const difference =
      String(results[name].dims) === String(shape)
        ? largestDifference(results[name].data, await floats(path.join(folder, file)))
        : Infinity;
    worst = Math.max(worst, difference);
    const short = model.split(/[\\/]/).slice(-2).join('/');
    console.log(`${short} ${name} [${shape}]: largest difference ${difference.toExponential(2)}`);
  }
}
console.log(`all: ${worst.toExponential(2)}, tolerance ${TOLERANCE}`);
process.exitCode = cases.length > 0 && worst <= TOLERANCE ? 0 : 1;
