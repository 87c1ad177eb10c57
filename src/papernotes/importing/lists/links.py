"""Links of a list's entries: which lead to the paper, and which to its code, talk or page."""

import re
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from papernotes.importing.lists import names
from papernotes.importing.lists.link_places import is_place, is_track
from papernotes.importing.lists.tree import Run
from papernotes.model import ids
from papernotes.model.text import one_line


class Link(NamedTuple):
    """A link, and what its text and its address say of it."""

    label: str
    url: str  # "" where it leads nowhere that we could open
    target: str  # as written
    says: str  # "paper", "other", or "" for a text of its own, a title perhaps
    leads: str  # "scholarly", "pdf", "page", "code", "media", "anchor", "file", "mail"
    image: bool = False
    mention: bool = False  # of another work than the entry's


_SCHOLARLY: Final = re.compile(
    r"(?:^|\.)(?:arxiv\.org|ar5iv\.org|ar5iv\.labs\.arxiv\.org|alphaxiv\.org|doi\.org"
    r"|openreview\.net"
    r"|aclanthology\.org|aclanthology\.info|aclweb\.org|proceedings\.mlr\.press|jmlr\.org"
    r"|papers\.nips\.cc"
    r"|proceedings\.neurips\.cc|papers\.neurips\.cc|thecvf\.com|cv-foundation\.org|dl\.acm\.org"
    r"|queue\.acm\.org|cacm\.acm\.org|portal\.acm\.org|delivery\.acm\.org|ieeexplore\.ieee\.org"
    r"|link\.springer\.com|springer\.com|springeropen\.com|biomedcentral\.com|sciencedirect\.com"
    r"|nature\.com|science\.org|sciencemag\.org|pnas\.org|cell\.com|semanticscholar\.org"
    r"|biorxiv\.org"
    r"|medrxiv\.org|chemrxiv\.org|ssrn\.com|eprint\.iacr\.org|isca-speech\.org|isca-archive\.org"
    r"|ojs\.aaai\.org|aaai\.org|ijcai\.org|ecva\.net|bmvc2\w*\.org|vldb\.org|cidrdb\.org"
    r"|roboticsproceedings\.org"
    r"|onlinelibrary\.wiley\.com|tandfonline\.com|academic\.oup\.com|journals\.plos\.org"
    r"|journals\.aps\.org"
    r"|iopscience\.iop\.org|mdpi\.com|frontiersin\.org|hal\.science|hal\.archives-ouvertes\.fr"
    r"|hal\.inria\.fr"
    r"|ncbi\.nlm\.nih\.gov|pubmed\.gov|europepmc\.org|citeseerx\.ist\.psu\.edu"
    r"|citeseer\.ist\.psu\.edu"
    r"|researchgate\.net|zenodo\.org|osf\.io|psyarxiv\.com|drops\.dagstuhl\.de|projecteuclid\.org"
    r"|epubs\.siam\.org|siam\.org|usenix\.org|pubs\.acs\.org|jstor\.org|nejm\.org|thelancet\.com"
    r"|jamanetwork\.com|nber\.org|econpapers\.repec\.org|ceur-ws\.org|mitpressjournals\.org"
    r"|direct\.mit\.edu|transacl\.org|distill\.pub|hdl\.handle\.net|paperswithcode\.com"
    r"|lrec-conf\.org|interspeech\w*\.org|papers\.ssrn\.com|nowpublishers\.com|emerald\.com"
    r"|ndss-symposium\.org"
    r"|philpapers\.org|scholar\.archive\.org|worldscientific\.com|degruyter\.com"
    r"|cambridge\.org|rfc-editor\.org"
    r"|journals\.sagepub\.com|ingentaconnect\.com|openaccess\.city\.ac\.uk|bmj\.com"
    r"|elifesciences\.org"
    r"|tvcg\.org|kdd\.org|sigops\.org|sosp\.org|sigmod\.org|sigcomm\.org|research\.google"
    r"|hdsr\.mitpress\.mit\.edu)$"
)
# "Papers with Code" has papers under /paper/, and much else; so with Hugging Face.
_PAPER_PATHS: Final = re.compile(
    r"(?:paperswithcode\.com/paper/|huggingface\.co/papers/|scholar\.google\.[a-z.]+/scholar\?"
    r"|research\.google\.com/pubs|static\.googleusercontent\.com/media/research"
    r"|microsoft\.com/en-us/research/publication|research\.(?:fb|facebook)\.com/publications"
    r"|ai\.(?:meta|facebook)\.com/research/publications|amazon\.science/publications)"
)
_CODE_HOSTS: Final = re.compile(
    r"(?:^|\.)(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com|sourceforge\.net"
    r"|gist\.github\.com|pypi\.org|npmjs\.com|huggingface\.co|hf\.co|kaggle\.com"
    r"|colab\.research\.google\.com"
    r"|replicate\.com|modelscope\.cn|hub\.docker\.com|cran\.r-project\.org|readthedocs\.io"
    r"|awesome\.re)$"
)
_MEDIA_HOSTS: Final = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtu\.be|vimeo\.com|bilibili\.com|b23\.tv|videolectures\.net"
    r"|slideslive\.com"
    r"|discord\.com|discord\.gg|reddit\.com|weibo\.com"
    r"|docs\.google\.com|slideshare\.net|speakerdeck\.com|coursera\.org|udacity\.com"
    r"|udemy\.com|edx\.org"
    r"|slack\.com|t\.me|telegram\.me|meetup\.com|podcasts\.apple\.com|open\.spotify\.com|twitch\.tv"
    r"|news\.ycombinator\.com|goodreads\.com|scholar\.google\.[a-z.]+|orcid\.org|dblp\.org"
    r"|shields\.io"
    r"|star-history\.com|opencollective\.com|patreon\.com|creativecommons\.org|opensource\.org"
    r"|zhihu\.com)$"
    # Not what is below them: engineering.linkedin.com has articles.
    r"|^(?:m\.|mobile\.)?(?:twitter|x|facebook|linkedin|t)\.com?$"
)
_ASSET: Final = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|mp4|zip|tar\.gz|tgz|ipynb|py|bib|pptx?|key)$", re.IGNORECASE
)

_NOTES: Final = re.compile(r"/[^/]+/[^/]+/blob/.+\.md")


_PAPER_WORDS: Final = frozenset(
    "paper papers pdf arxiv link links here url html abs abstract doi preprint article "
    "openreview acl aclanthology "
    "acm ieee springer nature science biorxiv medrxiv publication read fulltext full text view "
    "original source "
    "download ps postscript version official v1 v2 v3 journal conference proceedings neurips "
    "nips icml iclr cvpr "
    "semantic scholar publisher site web webpage online hal ssrn pmlr jmlr cvf elsevier "
    "manuscript this "
    "论文链接 论文地址 论文下载 原文链接 原文地址 论文 链接 原文 地址 下载 論文 リンク "
    "논문 링크 artikel papier enlace artículo lien "
    "aqui ссылка статья".split()
)
_OTHER_WORDS: Final = frozenset(
    "code codes github git repo repository implementation implementations source-code official "
    "pytorch tensorflow tf "
    "keras torch jax matlab caffe chainer mxnet python c++ slide slides video videos talk "
    "talks poster presentation "
    "blog post blogpost project page website homepage demo data dataset datasets tweet twitter "
    "x thread notes note "
    "summary review reviews supplementary supplement supp appendix bib bibtex cite citation "
    "model models weights "
    "checkpoint checkpoints hf huggingface colab notebook youtube discussion reddit podcast "
    "tutorial docs media news "
    "discord chat explained annotated recording lecture leaderboard api playground benchmark "
    "stars star "
    "代码链接 代码地址 项目地址 项目链接 代码 项目 项目主页 "
    "主页 数据集 视频 解读 博客 知乎 笔记 コード 코드".split()
)
# With a word that we don't know before them they are no title: "Keras implementation".
_SURELY_OTHER: Final = frozenset(
    "code github repo repository implementation slides video talk poster page website homepage "
    "demo blog blogpost bib bibtex "
    "chat discord tweet colab notebook supplement playground leaderboard 代码 项目 主页".split()
)
_FILLER: Final = frozenset(
    "the and of on in by a an for to 1 2 3 4 + & / with unofficial official our from link".split()
)


def of_run(run: Run) -> Link:
    """What a linked run is."""
    label = one_line(re.sub(r":(?=[a-z0-9_+-]*[a-z])[a-z0-9_+-]{2,40}:", " ", run.text))
    target = (run.href or "").strip()
    return Link(label, web(target), target, _says(label, run.image), _leads(target), run.image)


@lru_cache(maxsize=64)
def web(target: str) -> str:
    """The address, if it is one of the web; else ""."""
    target = target.strip()
    if target.startswith("//"):
        target = f"https:{target}"
    elif target.lower().startswith("www."):
        target = f"http://{target}"
    target = "".join(target.split())
    return target if ids.url(target) else ""


def label_kind(label: str) -> str:
    """ "paper" or "other" for a text that names a kind of link, else ""."""
    return _says(label, image=False)


def _says(label: str, image: bool) -> str:
    bare = re.sub(r"[^\w+&./\- ]", " ", label.lower()).strip()
    words = [word.strip("-./") for word in re.split(r"[\s/|,_&-]+", bare)]
    words = [word for word in words if word and word not in _FILLER]
    if not words:
        paper = not re.search(r"\w", label) or "link" in label.lower().split()
        return "other" if image else ("paper" if paper else "")
    known = [word for word in words if word in _PAPER_WORDS or word in _OTHER_WORDS]
    if re.match(
        r"(?:https?://|www\.|(?:[\w-]+\.)+(?:org|net)/)\S+$"
        r"|(?:arxiv:? ?)?\d{4}\.\d{4,5}(?:v\d+)?$|doi:|10\.\d{4}",
        label.lower(),
    ):
        return "paper"
    others = [word for word in words if word in _OTHER_WORDS]
    if len(words) <= 4 and not image and is_track(label):
        return "paper"
    left = [
        word
        for word in words
        if word not in known
        and not re.fullmatch(r"(?:\d+|v\d|[\d.]+k?|\d+p|mb|[a-z]{3,8}\d\d)", word)
    ]
    if image:
        return "other" if others else "paper"
    if known and not left:
        return "other" if others and words != ["source"] else "paper"
    if others and len(words) <= 3 and len(left) <= 1 and words[-1] in _SURELY_OTHER:
        return "other"
    if (
        known
        and len(left) <= 1
        and len(label.split()) <= 3
        and words[-1] in ("paper", "pdf", "link", "arxiv")
    ):
        return "paper"
    bare = label.strip("[]() ") if label.isupper() else ""
    acronym = len(bare) >= 4 and bare.isalpha() and names.VENUE.fullmatch(bare)
    return "paper" if acronym or is_place(label) else ""


_RELATIVE: Final = re.compile(r"(?!\w+:)[\w./%~-]")


def _leads(target: str) -> str:
    if target.startswith("#"):
        return "anchor"
    if target.lower().startswith("mailto:"):
        return "mail"
    if target.lower().startswith("ftp://"):
        return "file"
    address = web(target)
    if not address:
        return "file" if _RELATIVE.match(target) else "anchor"
    return _where(address)


def _where(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "page"
    host = (parts.hostname or "").removeprefix("www.")
    path = parts.path
    if _SCHOLARLY.search(host):
        if len(path) <= 1 and not parts.query:
            return "page"  # a publisher's front door
        return (
            "scholarly"
            if not re.search(
                r"arxiv\.org/(?:list|a|auth|corr)/|openreview\.net/(?:group"
                r"|profile)|/author",
                host + path,
            )
            else "page"
        )
    if _PAPER_PATHS.search(host + path):
        return "scholarly"
    if re.search(r"\.(?:pdf|ps|ps\.gz|ps\.z|djvu)$|[./]pdf$", path, re.IGNORECASE) or re.search(
        r"\.pdf\b", parts.query, re.IGNORECASE
    ):
        return "pdf"
    if host == "github.com" and _NOTES.fullmatch(path):
        return "file"  # notes on a paper, as if their address were relative
    if _CODE_HOSTS.search(host) or _ASSET.search(path):
        return "page" if host == "huggingface.co" and path.startswith("/blog/") else "code"
    if _MEDIA_HOSTS.search(host):
        return "page" if path.startswith("/p/") and host.endswith("zhihu.com") else "media"
    return "page"


_KINDS: Final = {"scholarly": 0, "pdf": 1, "page": 2, "file": 3, "code": 4, "media": 5}
_ORDER: Final = (
    "arxiv.org/", "doi.org/", "openreview.net/", "aclanthology.org/", "aclweb.org/", "mlr.press/",
)  # fmt: skip


def rank(link: Link, is_title: bool) -> tuple[int, int, int]:
    """How likely a link is the paper's, the least being the likeliest."""
    said = {"paper": 0, "": 1, "other": 3}[link.says]
    if is_title:
        said = 0
    kind = _KINDS.get(link.leads, 9)
    if said == 3 or link.leads in ("code", "media"):
        kind += 10
    host = next((i for i, each in enumerate(_ORDER) if each in link.url), len(_ORDER))
    return (kind, host, said)


def is_papers(link: Link) -> bool:
    """Whether a link alone shows that an entry is a paper."""
    if link.says == "other":
        return link.leads == "scholarly" and bool((ids.url(link.url) or "").startswith("arxiv:"))
    return (
        link.leads in ("scholarly", "pdf")
        or (
            link.says == "paper"
            and (link.leads in ("page", "file") or not link.target)  # "[paper]()": to come
            and bool(
                re.search(
                    "paper|pdf|arxiv|full ?text|article|preprint|论文", link.label, re.IGNORECASE
                )
            )
        )
        or (not link.says and link.leads == "page" and names.cites(link.label) is not None)
    )
