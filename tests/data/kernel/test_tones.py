"""Every tone that text may have is one that the screens know a look for."""

import ast
import inspect

from data.kernel import tones


def test_each_tone_is_among_those_that_differ_from_plain_text() -> None:
    source = ast.parse(inspect.getsource(tones))
    named = {ast.unparse(node.targets[0]): node.value for node in source.body if isinstance(node, ast.Assign)}
    of_type = named["Tone"]
    assert isinstance(of_type, ast.Subscript)
    assert tuple(ast.literal_eval(of_type.slice)) == ("", *tones.TONES)
