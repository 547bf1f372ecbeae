// Continues prompts with a decoder that Figment exported, in transformers.js, greedily and streaming, and says how long it took.
// Arguments: the model's folder; the name of its ONNX file's kind: fp32, or q8 for a file model_quantized.onnx. Each line of
// standard input is {"ids": [...], "count": new tokens}, and is answered by a line of seconds.
import { AutoModelForCausalLM, AutoTokenizer, TextStreamer, Tensor, env } from '@huggingface/transformers';
import { mkdir, mkdtemp, readdir, symlink } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [folder, dtype, threads] = process.argv.slice(2);
const models = await mkdtemp(path.join(tmpdir(), 'models-'));
const place = path.join(models, 'decoder', 'onnx');
await mkdir(place, { recursive: true });
for (const file of await readdir(folder)) {
  const target = file.endsWith('.onnx') ? path.join(place, file) : path.join(models, 'decoder', file);
  await symlink(path.resolve(folder, file), target);
}
env.allowRemoteModels = false;
env.localModelPath = models;

const tokenizer = await AutoTokenizer.from_pretrained('decoder');
const options = { intraOpNumThreads: Number(threads), interOpNumThreads: 1 };
const model = await AutoModelForCausalLM.from_pretrained('decoder', { dtype, device: 'cpu', session_options: options });
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const { ids, count } = JSON.parse(line);
  const shape = [1, ids.length];
  const inputs = {
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
  };
  const streamer = new TextStreamer(tokenizer, { skip_prompt: true, callback_function: () => {} });
  const start = performance.now();
  const out = await model.generate({ ...inputs, max_new_tokens: count, min_new_tokens: count, do_sample: false, streamer });
  const seconds = (performance.now() - start) / 1000;
  console.log(out.dims[1] - ids.length === count ? seconds : NaN);
}
