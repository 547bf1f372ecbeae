// Encodes texts with the tokenizer.json of a folder in transformers.js, and compares the ids with Figment's.
// Arguments: the folder, and the file that TokenRate wrote. Ends with 1 where an id or a decoded text differs.
import { mkdtemp, copyFile, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AutoTokenizer, env } from '@huggingface/transformers';

const [folder, file] = process.argv.slice(2);
// transformers.js wants a tokenizer_config.json beside the file; this one says nothing of the tokens.
const models = await mkdtemp(path.join(os.tmpdir(), 'tokens-'));
await copyFile(path.join(folder, 'tokenizer.json'), path.join(models, 'tokenizer.json'));
await writeFile(
  path.join(models, 'tokenizer_config.json'),
  JSON.stringify({ tokenizer_class: 'PreTrainedTokenizer', clean_up_tokenization_spaces: false }),
);
env.allowRemoteModels = false;
env.localModelPath = path.dirname(models);
const tokenizer = await AutoTokenizer.from_pretrained(path.basename(models));

const cases = JSON.parse(await readFile(file, 'utf8'));
let ids = 0;
let different = 0;
for (const { text, ids: expected } of cases) {
  const found = tokenizer.encode(text, { add_special_tokens: false });
  ids += found.length;
  if (found.join() !== expected.join() || tokenizer.decode(found) !== text) {
    different++;
  }
}
console.log(`${cases.length} texts, ${ids} ids: ${different} texts differ`);
process.exit(different === 0 ? 0 : 1);
