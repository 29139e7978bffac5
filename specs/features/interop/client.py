"""Calls the hub's customer service interface with zeep, knowing nothing but the address of its WSDL. Prints one JSON object.

usage: client.py WSDL 11|12 USER PASSWORD PHONE REQUEST_ID
Signs on by a WS-Security UsernameToken with digest.
"""
import json
import sys
from datetime import datetime, timezone, timedelta

import zeep
from zeep.wsse.username import UsernameToken

wsdl, version, user, password, phone, request = sys.argv[1:7]


def connect(word):
    """A client on the port of this version of SOAP, whatever the WSDL calls it."""
    client = zeep.Client(wsdl, wsse=UsernameToken(user, word, use_digest=True))
    binding = zeep.wsdl.bindings.Soap12Binding if version == "12" else zeep.wsdl.bindings.Soap11Binding
    service, port = next((s.name, p.name) for s in client.wsdl.services.values() for p in s.ports.values() if type(p.binding) is binding)
    return client, client.bind(service, port)


def fault_of(call):
    try:
        call()
    except zeep.exceptions.Fault as fault:
        return fault
    raise SystemExit("expected a fault, got an answer")


def business(fault):
    detail = fault.detail[0]
    return client.wsdl.types.get_element(detail.tag).parse(detail, client.wsdl.types)


def plain(fault):
    return {"code": " ".join([str(fault.code), *map(str, fault.subcodes or [])]), "text": fault.message}


client, service = connect(password)
found = service.QueryCustomer(phoneNumber=phone)
report = service.ReportTrouble(
    requestId=request, serviceNumber=phone, type="FAULT", severity="2", description="电话无声：镕䶮𠮷", contactName="㐂䶮𪚥",
    reportedAt=datetime(2026, 11, 22, 8, 30, tzinfo=timezone(timedelta(hours=8))))
rare = business(fault_of(lambda: service.QueryCustomer(circuitNo="专线㐂䶮𪚥")))
missing = fault_of(lambda: service.ReportTrouble(
    requestId=request + "-M", serviceNumber=phone, type="FAULT", severity=zeep.xsd.SkipValue, description="无", reportedAt=datetime.now(timezone.utc)))
_, stranger = connect(password + "-wrong")
print(json.dumps({
    "name": found.customer.name, "products": len(found.product), "ticket": report.ticketNo,
    "fault": business(fault_of(lambda: service.QueryCustomer(phoneNumber="0571-89999999"))).code,
    "rare": {"code": rare.code, "text": rare.message},
    "missing": plain(missing),
    "wrong": plain(fault_of(lambda: stranger.QueryCustomer(phoneNumber=phone))),
}, ensure_ascii=False))
