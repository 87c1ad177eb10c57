"""What a newcomer does first: list, mark one, be told what to read next."""

from tests.conftest import Run


def test_a_newcomer_gets_the_list_marks_one_and_is_told_what_is_next_and_why(run: Run) -> None:
    listed = run("list")
    assert listed.code == 0
    assert len(listed.rows) == 46
    assert listed.rows[0][:4] == ["1", "attention", "unread", "Attention Is All You Need"]

    marked = run("done", "1")
    assert marked.code == 0
    assert "GPT" in marked.err  # what that opens
    assert "papernotes undo" in marked.err

    suggested = run("next", "-n", "1")
    assert suggested.rows[0][1] == "gpt"
    assert "You have read what it needs: Transformer." in suggested.rows[0][-1]
    assert run("list", "--status", "done").rows[0][1] == "attention"
