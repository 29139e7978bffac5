"""Calls the hub's customer service interface with zeep, knowing nothing but the address of its WSDL. Prints one JSON object.

usage: client.py WSDL PORT USER PASSWORD PHONE REQUEST_ID
"""
import json
import sys
from datetime import datetime, timezone, timedelta

import zeep
from zeep.wsse.username import UsernameToken

wsdl, port, user, password, phone, request = sys.argv[1:7]
client = zeep.Client(wsdl, port_name=port, wsse=UsernameToken(user, password, use_digest=True))
found = client.service.QueryCustomer(phoneNumber=phone)
report = client.service.ReportTrouble(
    requestId=request, serviceNumber=phone, type="FAULT", severity="2", description="电话无声：镕䶮𠮷",
    reportedAt=datetime(2026, 11, 22, 8, 30, tzinfo=timezone(timedelta(hours=8))))
out = {"name": found.customer.name, "products": len(found.product), "ticket": report.ticketNo}
try:
    client.service.QueryCustomer(phoneNumber="0571-89999999")
except zeep.exceptions.Fault as fault:
    detail = fault.detail[0]
    out["fault"] = client.wsdl.types.get_element(detail.tag).parse(detail, client.wsdl.types).code
print(json.dumps(out, ensure_ascii=False))
