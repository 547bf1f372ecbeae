// Continues prompts with a decoder that Figment exported, in transformers.js, greedily, and compares with Figment's texts.
// Arguments: the model's folder; what `figment run --json` printed; the number of new tokens; the prompts. Ends with 1 where
// a text differs.
import { AutoModelForCausalLM, AutoTokenizer, env } from '@huggingface/transformers';
import { cp, mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [folder, results, count, ...prompts] = process.argv.slice(2);
const texts = JSON.parse(await readFile(results, 'utf8')).results.flatMap((result) => result.texts ?? []);

// transformers.js looks for the graph in a folder of its own.
const models = await mkdtemp(path.join(tmpdir(), 'models-'));
await cp(folder, path.join(models, 'decoder'), { recursive: true });
await mkdir(path.join(models, 'decoder', 'onnx'));
await cp(path.join(folder, 'model.onnx'), path.join(models, 'decoder', 'onnx', 'model.onnx'));
env.allowRemoteModels = false;
env.localModelPath = models;

const tokenizer = await AutoTokenizer.from_pretrained('decoder');
const model = await AutoModelForCausalLM.from_pretrained('decoder', { dtype: 'fp32' });
let different = texts.length === prompts.length ? 0 : 1;
for (let i = 0; i < prompts.length; i++) {
  const inputs = tokenizer(prompts[i], { add_special_tokens: false });
  const ids = await model.generate({ ...inputs, max_new_tokens: Number(count), do_sample: false });
  const [text] = tokenizer.batch_decode(ids, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  const same = text === texts[i];
  different += same ? 0 : 1;
  console.log(`${JSON.stringify(prompts[i])}: ${same ? 'the same text' : `${JSON.stringify(text)}, and Figment ${JSON.stringify(texts[i])}`}`);
}
process.exit(different === 0 ? 0 : 1);
