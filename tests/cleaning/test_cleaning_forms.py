"""Comment forms, newsletter sign-ups and cookie notices go; sentences about them stay."""

import pytest
from cleaning_helpers import LEDE, article, cut, ended, kept


def test_a_whole_comment_form_is_cut() -> None:
    """One certain line convicts the labels around it, which alone would prove nothing."""
    form = [
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Comment *",
        "Name *",
        "Email *",
        "Website",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Post Comment",
    ]
    assert cut(ended(*form)) == dict.fromkeys(form, "comment form")


def test_a_comment_form_glued_into_one_line_is_cut() -> None:
    """A scraper may put the form's pieces on one line."""
    line = "Leave a Reply Cancel reply Your email address will not be published. Comment * Name * Email * Website"
    assert list(cut(ended(line))) == [line]


def test_labels_without_a_certain_line_stay() -> None:
    """A list of words in an article may be "Name", "Email", "Website"; the rule for forms leaves it."""
    assert "comment form" not in cut(article("Name", "Email", "Website")).values()


def test_a_certain_line_convicts_no_paragraph() -> None:
    """The paragraph above the form is the article's last."""
    text = ended("It was fun.", "Your email address will not be published.")
    assert list(cut(text)) == ["Your email address will not be published."]
    assert "It was fun." in kept(text)


@pytest.mark.parametrize(
    "line",
    [
        "Readers may leave a reply below until Friday, the editors write, and each one will be printed.",
        "“Leave a comment,” the sign on the mayor's door says, and people do.",
        "Your email address will not be published, the clinic promised every patient who wrote to it.",
        "Post comment sections have become quieter, a study of forty papers shows.",
    ],
)
def test_sentences_about_comments_stay(line: str) -> None:
    """Prose about comment forms is no comment form."""
    assert cut(article(line)) == {}


def test_a_heading_over_a_form_that_is_gone_is_cut_at_the_end_only() -> None:
    """Below the text "Leave a Reply" is the page's; between two paragraphs it may be a cross-heading."""
    assert cut(ended("Leave a Reply")) == {"Leave a Reply": "comment form"}
    assert cut(article("Leave a reply")) == {}


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our free weekly newsletter",
        "Subscribe to our newsletter and never miss a story.",
        "Sign up for breaking news, reviews, and more.",
        "Get the latest news from the coast in your inbox.",
    ],
)
def test_newsletter_prompts_are_cut(line: str) -> None:
    """A call to subscribe is the page's, wherever it stands."""
    assert cut(article(line)) == {line: "newsletter sign-up"}


def test_the_fields_of_a_sign_up_box_go_with_it() -> None:
    """The button alone would stay."""
    box = ["Sign up for our newsletter", "Email address", "Subscribe"]
    assert list(cut(article(*box))) == box
    assert cut(article("Subscribe")) == {}


@pytest.mark.parametrize(
    "line",
    [
        "Students can subscribe to the course monthly, and most of them read its newsletter first.",
        "“Sign up for our newsletter,” he called after every visitor, “or you will hear from me.”",
        "Newsletters were the only paper that still grew last year.",
    ],
)
def test_sentences_about_newsletters_stay(line: str) -> None:
    """Prose about subscribing is no prompt."""
    assert cut(article(line)) == {}


def test_a_cookie_notice_and_its_buttons_are_cut() -> None:
    """The buttons are convicted by the notice."""
    notice = ["We use cookies to give you the best experience on our site.", "Accept all", "Manage preferences"]
    assert cut(ended(*notice)) == dict.fromkeys(notice, "cookie notice")


@pytest.mark.parametrize(
    "line", ["“We use cookies to win back the children,” the baker said.", "Accept", "The skillet cookie is a classic."]
)
def test_talk_of_cookies_stays(line: str) -> None:
    """A baker uses cookies, too."""
    assert cut(article(line)) == {}


@pytest.mark.parametrize(
    "heading",
    [
        "3 thoughts on “Northern gate to close”",
        "One response to “Northern gate to close”",
        "Eine Antwort zu „Northern gate to close“",
        "2 réponses à « Northern gate to close »",
        "4 comentarios en “Northern gate to close”",
    ],
)
def test_a_thread_of_comments_is_cut_from_its_heading_on(heading: str) -> None:
    """The answers read like text; only what stands above them tells."""
    thread = [heading, "Bo says", "I do not think that the hinges were ever the trouble, the wood is simply rotten."]
    assert cut(ended(*thread)) == dict.fromkeys(thread, "comments")


def test_a_heading_of_comments_above_most_of_the_text_cuts_nothing() -> None:
    """It would take the article with it."""
    heading = "3 thoughts on “Northern gate to close”"
    assert "comments" not in cut(f"{LEDE}\n\n{heading}\n\n{article()}\n\n{article()}").values()
