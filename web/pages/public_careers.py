"""Careers: what a post asks for, what of it somebody has who tells it here, and what leads on. No account; nothing that is typed is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, current_app, g, make_response, render_template, request

from web.access import route
from web.forms import FactForm, fill, form_for, show_problems, typed
from web.i18n import language
from workflow.core.answers import Desk
from workflow.core.fields import parse
from workflow.core.posts import Post, Posts, Standing, fills, judge, trainings
from workflow.queries.owner import Opening, openings

NOTHING_KEPT = "no-store"


def register(app: Flask) -> None:
    if app.config["POSTS"] is None:
        return
    route(app, "/karier", "careers", listed)
    route(app, "/karier/<word:jabatan>", "career", shown, methods=("GET", "POST"))


def listed() -> str:
    return render_template("public/careers.html", posts=_posts())


def shown(jabatan: str) -> Response:
    """The post; on what was sent, the same page with the answer above it. Neither the browser nor anything between keeps it."""
    posts = _posts()
    post = posts.posts.get(jabatan) or abort(404)
    form, standing = _form(posts, post), None
    if request.method == "POST":
        standing = _judged(posts, post, form)
    response = make_response(render_template("public/career.html", form=form, **_page(posts, post, standing)))
    response.headers["Cache-Control"] = NOTHING_KEPT
    return response


def _posts() -> Posts:
    found: Posts = current_app.config["POSTS"]
    return found


def _form(posts: Posts, post: Post) -> FactForm:
    """Everything may be left out here, so no field says so; a choice can be taken back."""
    plain = replace(posts.machine, facts={name: replace(fact, optional=False) for name, fact in posts.machine.facts.items()})
    return form_for(posts.definition, plain, post.name, language(), listed=True)(request.form if request.method == "POST" else None)


def _judged(posts: Posts, post: Post, form: FactForm) -> Standing | None:
    """None where something cannot be read: it stands beside its field, with what was typed."""
    facts = [posts.machine.facts[name] for name in posts.machine.forms[post.name].facts]
    texts = typed(form)
    told, problems = parse(facts, texts, Desk(g.terang.installation.zone, {}))
    fill(form, texts)
    show_problems(form, problems, language())
    today = g.terang.now.astimezone(ZoneInfo(g.terang.installation.zone)).date()
    return None if problems else judge(posts, post, told, today)


def _page(posts: Posts, post: Post, standing: Standing | None) -> dict[str, Any]:
    open_now: tuple[Opening, ...] = openings(g.terang.db, g.terang.clock, None)
    return {
        "posts": posts,
        "post": post,
        "sections": posts.machine.forms[post.name].sections,
        "requirements": posts.machine.requirements.get(post.name, ()),
        "standing": standing,
        "trainings": {gap.competence: trainings(posts, gap, open_now) for gap in standing.gaps} if standing else {},
        "taught": list({taught.process: taught.title for taught in posts.taught}.items()),
        "ways": [(way, fills(way, open_now)) for way in post.ways],
    }
