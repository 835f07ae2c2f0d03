"""What stands around the chapters: the title, the period, and how the report was made."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from analysis.registers.report_settings import Issuance


class Cover(BaseModel):
    """Title block and imprint of a report; plain text throughout.

    Args:
        organisation: Who the report is about.
        title: The title.
        subject: What the title says after the word for the kind of document ("kết quả …").
        period: The period that the figures cover, in words.
        status: One sentence on how complete the figures are.
        warning: What must not be overlooked on any page (made-up figures); empty where nothing.
        imprint: Lines on how the report was made (parameters, input digest, versions).
        language: Language of the text, as in HTML's ``lang``.
        spelling: Where tones stand, as ``text.language`` takes it.
        form: The form of the PDF and Word files, the name of a file in ``document_forms``.
        issuance: Who issues the report, its number, signature and recipients.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    organisation: str
    title: str
    subject: str = ""
    period: str
    status: str
    warning: str = ""
    imprint: tuple[str, ...] = ()
    language: str = "vi"
    spelling: str = "ủy"
    form: str = "plain"
    issuance: Issuance = Issuance()
