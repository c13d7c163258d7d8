"""Files in the form of an official's step: kept at once, shown by name, removed by a button."""

from __future__ import annotations

from flask import current_app, g, request

from web.fields import Files, ShownFile
from web.formats import size
from web.forms import FactForm, removed, uploads
from web.i18n import language, said
from web.steps import me
from workflow import files


def show_files(form: FactForm) -> None:
    """Name the files that the form holds; ids of other people's files are dropped."""
    for one in form:
        if isinstance(one, Files):
            kept = [files.find(g.terang.db, id) for id in one.typed.get(one.name, [])]
            one.show([ShownFile(f.id, f.name, size(f.size, language())) for f in kept if f is not None and f.owner == me()])


def take_files(form: FactForm) -> bool:
    """Store what came with the form and drop what its button removes; False where a file was refused."""
    fine, here = True, g.terang
    for name, given in uploads(form, request.files).items():
        for upload in given:
            kept = files.store(here.db, here.clock, current_app.config["HOME"], me(), upload.stream, upload.filename or "")
            if isinstance(kept, files.FileRow):
                form[name].typed.setdefault(name, []).append(kept.id)
            else:
                form[name].errors.append(said(kept.text))
                fine = False
    _drop(form)
    show_files(form)
    return fine


def _drop(form: FactForm) -> None:
    fact, id = removed(request.form) or ("", "")
    if fact in form:
        form[fact].typed[fact] = [kept for kept in form[fact].typed.get(fact, []) if kept != id]
