// Calls the service with a client that gSOAP generated from the served WSDL alone. Prints name=value lines.
// usage: client ADDRESS
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include "soapCustomerCareSoap11Proxy.h"
#include "CustomerCareSoap11.nsmap"

static void check(struct soap *context, int status)
{
    if (status == SOAP_OK)
        return;
    soap_stream_fault(context, std::cerr);
    std::exit(1);
}

static void query(CustomerCareSoap11Proxy &care)
{
    std::string phone = "0571-87654321";
    bool with_products = true;
    _ns1__QueryCustomer request;
    request.soap_default(care.soap);
    request.__union_QueryCustomer = SOAP_UNION__ns1__union_QueryCustomer_phone;
    request.union_QueryCustomer.phone = &phone;
    request.withProducts = &with_products;
    _ns1__QueryCustomerResponse found;
    check(care.soap, care.QueryCustomer(&request, found));
    std::printf("name=%s\n", found.customer->name.c_str());
    std::printf("level=%s\n", soap_ns2__ServiceLevel2s(care.soap, found.customer->level));
    std::printf("since=%s\n", found.customer->since->c_str());
    std::printf("arrears=%s\n", found.customer->arrears->c_str());
    for (ns2__Product *product : found.customer->product)
        std::printf("product=%s %s %s\n", product->serviceNumber.c_str(), product->offering.c_str(), product->monthlyFee.c_str());
}

static void report(CustomerCareSoap11Proxy &care)
{
    ns2__Contact first, second;
    std::string mobile = "13800000000";
    first.soap_default(care.soap);
    second.soap_default(care.soap);
    first.name = "李雷";
    second.name = "韩梅梅";
    second.phone = &mobile;
    _ns1__ReportTrouble request;
    request.soap_default(care.soap);
    request.reportId = "G-1";
    request.serviceNumber = "0571-87654321";
    request.kind = ns2__TroubleKind__complaint;
    request.content = "专线中断，请尽快修复：镕䶮𠮷";
    request.reportedAt = 1795307400;
    request.contact.push_back(&first);
    request.contact.push_back(&second);
    _ns1__ReportTroubleResponse answer;
    check(care.soap, care.ReportTrouble(&request, answer));
    std::printf("ticket=%s\n", answer.ticketNo.c_str());
}

static void fault(CustomerCareSoap11Proxy &care)
{
    std::string number = "C00000404";
    _ns1__QueryCustomer request;
    request.soap_default(care.soap);
    request.__union_QueryCustomer = SOAP_UNION__ns1__union_QueryCustomer_customerNo;
    request.union_QueryCustomer.customerNo = &number;
    _ns1__QueryCustomerResponse found;
    if (care.QueryCustomer(&request, found) == SOAP_OK || !care.soap->fault) {
        std::fprintf(stderr, "expected a fault, got status %d\n", care.soap->error);
        std::exit(1);
    }
    SOAP_ENV__Detail *detail = care.soap->version == 2 ? care.soap->fault->SOAP_ENV__Detail : care.soap->fault->detail;
    if (!detail || !detail->ns1__BusinessFault) {
        soap_stream_fault(care.soap, std::cerr);
        std::exit(1);
    }
    std::printf("fault=%s %s %s\n", *soap_faultcode(care.soap), detail->ns1__BusinessFault->code.c_str(), detail->ns1__BusinessFault->message.c_str());
}

int main(int, char **argv)
{
    CustomerCareSoap11Proxy care(argv[1], SOAP_C_UTFSTRING);
    care.soap->connect_timeout = care.soap->recv_timeout = care.soap->send_timeout = 10;
    query(care);
    report(care);
    fault(care);
    return 0;
}
