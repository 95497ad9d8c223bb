"""smoke"""
from uuid import UUID
from tests import people
from tests.cases import builders as b
from flask import Flask

def test_all(house: Flask) -> None:
    me = people.an_actor()
    b.load_shipped_programmes()
    c = people.client_for(house, me)
    for url in ("/cases", "/cases/search"):
        r = c.get(url); assert r.status_code == 200, r.text[:500]
    r = c.post("/cases/search", data={"text": "Okafor 1991"}); assert r.status_code == 200; open("/tmp/w/o_search.html","w").write(r.text)
    where = b.begin_intake(c)
    r = c.get(where); assert r.status_code == 200; assert 'value="Okafor"' in r.text; open("/tmp/w/o_intake.html","w").write(r.text)
    r = c.post(where, data=b.typed_intake()); print(r.text[:3000] if r.status_code!=302 else r.location); assert r.status_code == 302
    case_url = r.location
    cid = UUID(case_url.rstrip("/").split("/")[2])
    for tab in ("/people", "/partners", "/timeline", "/access-log"):
        r = c.get(f"/cases/{cid}{tab}"); assert r.status_code == 200, (tab, r.text[-1500:]); open(f"/tmp/w/o{tab.replace('/','_')}.html","w").write(r.text)
    r = c.get("/cases"); open("/tmp/w/o_list.html","w").write(r.text); assert "NL-2026-000001" in r.text
