"""Key moments: application, arrival with plan and budget, final report; each passed on from hand to hand."""
