"""Words for verdicts, criteria and components of programmes."""

from flask_babel import lazy_gettext as _l

from returns_app.programmes.rules import CriterionVerdict

VERDICTS = {
    CriterionVerdict.MET: _l("Met"),
    CriterionVerdict.NOT_MET: _l("Not met"),
    CriterionVerdict.UNKNOWN: _l("Unknown"),
}

CRITERIA = {
    "nationality": _l("Nationality"),
    "return_country": _l("Country of return"),
    "return_type": _l("Kind of return"),
    "identity": _l("Identity"),
    "age": _l("Age at departure"),
    "prior_support": _l("Previous support"),
    "insufficient_means": _l("Means"),
    "ends_procedures": _l("Residence procedures"),
    "travel_document": _l("Travel documents"),
    "applied_early": _l("Time of application"),
}
"""Code of a criterion in the programme files -> its heading."""

COMPONENTS = {
    "post_arrival": _l("On arrival"),
    "post_return": _l("In kind after return"),
}
