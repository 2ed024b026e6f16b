"""convert_weights.py FILE.gguf FOLDER: the same weights as 16-bit safetensors with a tokenizer."""

import os
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

source, target = sys.argv[1:]
folder, file = os.path.split(source)

# Without dequantize the model keeps its GGUF quantisation, which cannot be saved.
quantization = GgufConfig(gguf_file=file, dequantize=True)
model = AutoModelForCausalLM.from_pretrained(
    folder, gguf_file=file, dtype=torch.bfloat16, quantization_config=quantization
)
tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=file)
if not tokenizer.chat_template:
    sys.exit(f"{source} holds no chat template: chat completions would be refused")

model.save_pretrained(target)
tokenizer.save_pretrained(target)
