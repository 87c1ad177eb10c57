"""Where the cursor stands: which parameter of the command takes the word under it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Parameter(NamedTuple):
    """An argument or an option of a command, as far as completing needs to know it."""

    names: tuple[str, ...] = ()  # "--status", "-s"; an argument has none
    metavar: str = ""  # what it takes
    help: str = ""
    words: int = 1  # how many it takes: 0 for a flag, -1 for an argument with no end
    many: bool = False  # whether the option may be repeated
    choices: tuple[str, ...] = ()


class Slot(NamedTuple):
    """What the word under the cursor can become."""

    word: str  # as far as it is typed
    head: str = ""  # what stands before it in the same word: "--status="
    parameter: Parameter | None = None  # whose value it is
    options: tuple[Parameter, ...] = ()  # whose names it could be
    arguments: tuple[str, ...] = ()  # that were typed before
    values: Mapping[str, str] = {}  # of the options that were typed before, by their first names


def slot(parameters: Sequence[Parameter], before: Sequence[str], word: str) -> Slot:
    """Read the words `before` the cursor as the command would, and say what `word` can be."""
    options = {name: parameter for parameter in parameters for name in parameter.names}
    typed = _read(before, options)
    here = Slot(word, arguments=tuple(typed.arguments), values=typed.values)
    if typed.waiting:
        return here._replace(parameter=typed.waiting[0])
    left = tuple(
        each for each in parameters if each.names and (each.many or each not in typed.used)
    )
    if word.startswith("-") and not typed.ended:
        for option, value in _options(word, options):
            if value is not None and option.words:
                head = word[: len(word) - len(value)]
                return here._replace(word=value, head=head, parameter=option)
        return here._replace(options=left)
    takes = _argument(parameters, len(typed.arguments))
    if takes is None and not word and not typed.ended:  # nothing else can follow
        return here._replace(options=left)
    return here._replace(parameter=takes)


class _Read(NamedTuple):
    """What the words before the cursor are."""

    arguments: list[str]
    values: dict[str, str]
    used: list[Parameter]
    waiting: list[Parameter]  # an element for each value that is still to come
    ended: bool  # by "--", after which there are no options


def _read(words: Sequence[str], options: Mapping[str, Parameter]) -> _Read:
    read = _Read([], {}, [], [], False)
    for word in words:
        if read.waiting:
            read.values[read.waiting.pop().names[0]] = word
        elif read.ended or not word.startswith("-") or word == "-":
            read.arguments.append(word)
        elif word == "--":
            read = read._replace(ended=True)
        else:
            for option, value in _options(word, options):
                read.used.append(option)
                if value is not None:
                    read.values[option.names[0]] = value
                else:
                    read.waiting.extend([option] * option.words)
    return read


def _options(
    typed: str, options: Mapping[str, Parameter]
) -> Iterator[tuple[Parameter, str | None]]:
    """The options that a word names, the last of them with the value that it may hold."""
    if typed.startswith("--"):
        name, equals, value = typed.partition("=")
        if option := options.get(name):
            yield option, value if equals else None
        return
    for position, letter in enumerate(typed[1:], 2):
        option = options.get(f"-{letter}")
        if option is None:
            return
        if option.words:
            yield option, typed[position:] or None
            return
        yield option, None


def _left(parameters: Sequence[Parameter], used: Sequence[Parameter]) -> tuple[Parameter, ...]:
    return tuple(each for each in parameters if each.names and (each.many or each not in used))


def _argument(parameters: Sequence[Parameter], position: int) -> Parameter | None:
    for parameter in parameters:
        if parameter.names:
            continue
        if parameter.words < 0 or position < parameter.words:
            return parameter
        position -= parameter.words
    return None
