"""Calls the service with zeep, knowing nothing but the address of its WSDL. Prints one JSON object.

usage: client.py WSDL 11|12 [user password]
"""
import json
import sys
from datetime import datetime, timezone, timedelta

import zeep
from zeep.wsse.username import UsernameToken

wsdl, version = sys.argv[1], sys.argv[2]
wsse = UsernameToken(sys.argv[3], sys.argv[4], use_digest=True) if len(sys.argv) > 3 else None
client = zeep.Client(wsdl, port_name=f"CustomerCareSoap{version}", wsse=wsse)
out = {}

found = client.service.QueryCustomer(phone="0571-87654321", withProducts=True)
out["name"] = found.name
out["level"] = found.level
out["since"] = found.since.isoformat()
out["arrears"] = str(found.arrears)
out["products"] = [f"{p.serviceNumber} {p.offering} {p.monthlyFee}" for p in found.product]

report = client.service.ReportTrouble(
    reportId="Z-1", serviceNumber="0571-87654321", kind="complaint", content="专线中断，请尽快修复：镕䶮𠮷",
    reportedAt=datetime(2026, 11, 22, 8, 30, tzinfo=timezone(timedelta(hours=8))),
    contact=[{"name": "李雷"}, {"name": "韩梅梅", "phone": "13800000000"}])
out["ticket"] = report.ticketNo

try:
    client.service.QueryCustomer(customerNo="C00000404")
except zeep.exceptions.Fault as fault:
    detail = fault.detail[0]
    element = client.wsdl.types.get_element(detail.tag)
    typed = element.parse(detail, client.wsdl.types)
    out["fault"] = {"element": detail.tag, "code": typed.code, "message": typed.message, "faultcode": fault.code.split(":")[-1]}

print(json.dumps(out, ensure_ascii=False))
