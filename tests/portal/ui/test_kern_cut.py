from ibs_portal.ui.kern_cut import cut


def test_unused_parts_go_and_used_ones_stay():
    css = cut(".kern-btn{color:red}.kern-kopfzeile{color:red}.kern-kopfzeile,.kern-btn--block{color:blue}")
    assert css == ".kern-btn{color:red}\n.kern-btn--block{color:blue}\n"


def test_sides_become_start_and_end():
    css = cut(".kern-btn{margin-left:1px;text-align:left;padding:1px 2px 3px 4px;border-right:0;left:0}")
    assert css == (
        ".kern-btn{margin-inline-start:1px;text-align:start;padding-block:1px 3px;padding-inline:4px 2px;"
        "border-inline-end:0;inset-inline-start:0}\n"
    )


def test_even_paddings_stay_short():
    assert cut(".kern-btn{padding:var(--a, 1px) 2px 3px 2px}") == ".kern-btn{padding:var(--a, 1px) 2px 3px 2px}\n"


def test_icons_come_once_and_in_the_colour_of_the_system():
    css = """.kern-icon--info{-webkit-mask:url("data:a;{}b");mask:url("data:a;{}b")}
    @media (forced-colors: active){
      .kern-icon--info{background-color:var(--kern-color-white) !important;forced-color-adjust:none}}"""
    assert cut(css) == '.kern-icon--info{mask:url("data:a;{}b")}\n'


def test_tokens_stay_while_somebody_reads_them():
    css = ":root{--kern-a:1px;--kern-b:var(--kern-a);--kern-c:2px}.kern-btn{gap:var(--kern-b, 9px)}"
    assert cut(css) == ":root{--kern-a:1px;--kern-b:var(--kern-a)}\n.kern-btn{gap:var(--kern-b)}\n"
    assert "--kern-c:2px" in cut(css, also_used="p{gap:var(--kern-c)}")
