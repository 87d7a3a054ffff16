"""Taking stock of data: what there is by class, what is given on request, what it cost, and the terms that the portal's list tells."""

from reportlib.measures.stocktaking.assets import Assets, assets, check_assets
from reportlib.measures.stocktaking.costs import Cost, Costs, check_costs, costs
from reportlib.measures.stocktaking.on_request import OnRequest, on_request
from reportlib.measures.stocktaking.shown import (
    asset_list,
    asset_summary,
    class_table,
    cost_summary,
    cost_table,
    flagged_table,
    key_figures,
    request_summary,
    request_table,
    unexplained_table,
)
from reportlib.measures.stocktaking.terms import terms, terms_table

__all__ = [
    "Assets",
    "Cost",
    "Costs",
    "OnRequest",
    "asset_list",
    "asset_summary",
    "assets",
    "check_assets",
    "check_costs",
    "class_table",
    "cost_summary",
    "cost_table",
    "costs",
    "flagged_table",
    "key_figures",
    "on_request",
    "request_summary",
    "request_table",
    "terms",
    "terms_table",
    "unexplained_table",
]
