"""The commands of the command line, one module a group.

None of these modules imports torch, chromadb, gradio or llama_index at its top, directly or through
another room: those take seconds, and `policy-assistant --help` or `clauses FILE` needs none of them.
They arrive through `assistant.assistant`, which the opener handed to the commands imports when called.
"""
