"""Judges command lines by vLLM's own parser. No model is loaded, nothing is served.

stdin: a JSON list of words a line, beginning with "vllm", "serve".
stdout: a JSON string a line: "" when vLLM takes it, else what it says against it.
"""

import argparse
import contextlib
import io
import json
import os
import sys

verdicts = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)  # vLLM prints while it is imported.

import vllm.platforms
from vllm.config import CacheConfig
from vllm.entrypoints.cli.serve import cmd_init
from vllm.entrypoints.launchers.launcher import validate_api_server_args
from vllm.model_executor.layers.quantization import QUANTIZATION_METHODS
from vllm.platforms.cpu import CpuPlatform
from vllm.reasoning import ReasoningParserManager
from vllm.tool_parsers import ToolParserManager
from vllm.utils.argparse_utils import FlexibleArgumentParser

if vllm.platforms.current_platform.is_unspecified():
    vllm.platforms.current_platform = CpuPlatform()

[serve] = cmd_init()
root = FlexibleArgumentParser(prog="vllm")
# Shortened options are refused: vLLM may take a mistyped one for another.
serve.subparser_init(root.add_subparsers(dest="subparser")).allow_abbrev = False


def validate(options: argparse.Namespace) -> None:
    serve.validate(options)
    validate_api_server_args(options)
    # vLLM looks at these only when it builds its engine.
    CacheConfig(
        gpu_memory_utilization=options.gpu_memory_utilization,
        cache_dtype=options.kv_cache_dtype,
    )
    if options.tool_call_parser:
        ToolParserManager.get_tool_parser(options.tool_call_parser)
    if options.reasoning_parser:
        ReasoningParserManager.get_reasoning_parser(options.reasoning_parser)
    if options.quantization and options.quantization not in QUANTIZATION_METHODS:
        raise ValueError(f"unknown quantization method {options.quantization}")


def verdict(words: list[str]) -> str:
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said):
            if words[:2] != ["vllm", "serve"]:
                raise ValueError(f"no command of vllm serve: {words[:2]}")
            validate(root.parse_args(words[1:]))
        return ""
    except SystemExit:
        return said.getvalue().strip().rpartition("error: ")[2]
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for line in sys.stdin:
    print(json.dumps(verdict(json.loads(line))), file=verdicts)
verdicts.flush()
# vLLM leaves threads behind that end slowly.
os._exit(0)
