import type { Cause } from './diagnosis.ts';

/** Of the checkpoint and where it comes from. */
export const MODEL_CAUSES: readonly Cause[] = [
  {
    code: 'gated-model',
    title: 'the hub refuses the model',
    patterns: [
      /GatedRepoError|Access to model .* is restricted|gated repo/i,
      /(?:401|403) Client Error/,
    ],
    remedy: "accept the model's terms on the hub and give the deployment HF_TOKEN as ${HF_TOKEN}",
    repairs: [],
  },
  {
    code: 'hub-offline',
    title: 'the model is not on this machine, and downloads are off',
    patterns: [/outgoing traffic has been disabled/],
    remedy: 'unset HF_HUB_OFFLINE, or fetch the model first',
    repairs: [],
  },
  {
    code: 'hub-unreachable',
    title: 'the model could not be fetched',
    patterns: [
      /couldn't connect to 'https:\/\/huggingface\.co'/,
      /error happened while trying to locate the file on the Hub/,
      /ConnectError: \[Errno -[23]\]/,
    ],
    remedy: 'check network, proxy and HF_ENDPOINT, or name a folder with the checkpoint',
    repairs: [],
  },
  {
    code: 'model-not-found',
    title: 'there is no such model',
    patterns: [
      /Repo id must be in the form/,
      /Invalid repository ID or local directory/,
      /RepositoryNotFoundError/,
    ],
    remedy: 'name a hub repository owner/name, or a folder that holds config.json',
    repairs: [],
  },
  {
    code: 'remote-code-refused',
    title: 'the model brings code of its own',
    patterns: [/contains custom code which must be executed/],
    remedy: 'read that code; then add --trust-remote-code and start the worker with it allowed',
    repairs: [],
  },
  {
    code: 'architecture-unknown',
    title: 'the engine does not know this kind of model',
    patterns: [
      /Transformers does not recognize this architecture/,
      /Model architectures .* are not supported/,
    ],
    remedy: 'update the engine, or choose another model',
    repairs: [],
  },
  {
    code: 'weights-missing',
    title: 'the checkpoint has no weights',
    patterns: [/Cannot find any model weights/, /SafetensorError|MetadataIncompleteBuffer/],
    remedy: 'fetch the checkpoint again',
    repairs: [],
  },
  {
    code: 'weights-do-not-fit-model',
    title: 'the weights are not those that the configuration describes',
    patterns: [/size of tensor a \(\d+\) must match the size of tensor b/],
    remedy: 'fetch config.json and weights of one revision',
    repairs: [],
  },
  {
    code: 'tokenizer-missing',
    title: 'the checkpoint has no tokenizer',
    patterns: [/Couldn't instantiate the backend tokenizer/],
    remedy: 'fetch tokenizer.json beside the weights, or name one with --tokenizer',
    repairs: [],
  },
];
