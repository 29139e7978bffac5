// Calls the hub's customer service interface with a client that gSOAP generated from the served WSDL alone. Prints one JSON object.
// usage: client ADDRESS USER PASSWORD PHONE REQUEST_ID
// Signs on by HTTP basic. The version of SOAP is that of the generated code (soapcpp2 -1 or -2).
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include "soapCustomerServiceSoap11Proxy.h"
#include "CustomerServiceSoap11.nsmap"

using Proxy = CustomerServiceSoap11Proxy;

static const char *user, *password;

[[noreturn]] static void fail(struct soap *context, const char *what)
{
    std::fprintf(stderr, "%s\n", what);
    soap_stream_fault(context, std::cerr);
    std::exit(1);
}

static std::string quoted(const std::string &text)
{
    std::string out = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out + '"';
}

// gSOAP forgets the credential after each call.
static Proxy &as(Proxy &care, const char *word)
{
    care.soap->userid = user;
    care.soap->passwd = word;
    return care;
}

static std::string plain(Proxy &care)
{
    // gSOAP leaves the body of a 401 unread: the status itself is the answer.
    if (care.soap->error == 401)
        return "{\"code\":\"401\",\"text\":\"\"}";
    if (!care.soap->fault)
        fail(care.soap, "expected a fault");
    const char *reason = soap_fault_string(care.soap);
    return "{\"code\":" + quoted(*soap_faultcode(care.soap)) + ",\"text\":" + quoted(reason ? reason : "") + "}";
}

static _ns1__BusinessFault *business(Proxy &care)
{
    if (!care.soap->fault)
        fail(care.soap, "expected a fault");
    SOAP_ENV__Detail *detail = care.soap->version == 2 ? care.soap->fault->SOAP_ENV__Detail : care.soap->fault->detail;
    if (!detail || !detail->ns1__BusinessFault)
        fail(care.soap, "expected a BusinessFault");
    return detail->ns1__BusinessFault;
}

static int ask(Proxy &care, const char *word, std::string *phone, std::string *circuit, _ns1__QueryCustomerResponse &found)
{
    _ns1__QueryCustomer request;
    request.soap_default(care.soap);
    if (phone) {
        request.__union_QueryCustomer = SOAP_UNION__ns1__union_QueryCustomer_phoneNumber;
        request.union_QueryCustomer.phoneNumber = phone;
    } else if (circuit) {
        request.__union_QueryCustomer = SOAP_UNION__ns1__union_QueryCustomer_circuitNo;
        request.union_QueryCustomer.circuitNo = circuit;
    }
    return as(care, word).QueryCustomer(&request, found);
}

static std::string report(Proxy &care, const std::string &phone, const char *id)
{
    std::string contact = "㐂䶮𪚥";
    _ns1__ReportTrouble request;
    request.soap_default(care.soap);
    request.requestId = id;
    request.serviceNumber = phone;
    request.type = ns1__TroubleType__FAULT;
    request.severity = ns1__Severity__2;
    request.description = "电话无声：镕䶮𠮷";
    request.contactName = &contact;
    request.reportedAt = 1795307400;
    _ns1__ReportTroubleResponse answer;
    if (as(care, password).ReportTrouble(&request, answer) != SOAP_OK)
        fail(care.soap, "ReportTrouble");
    return answer.ticketNo;
}

int main(int, char **argv)
{
    user = argv[2], password = argv[3];
    std::string phone = argv[4], nobody = "0571-89999999", circuit = "专线㐂䶮𪚥", wrong = std::string(password) + "-wrong";
    Proxy care(argv[1], SOAP_C_UTFSTRING);
    care.soap->connect_timeout = care.soap->recv_timeout = care.soap->send_timeout = 10;
    _ns1__QueryCustomerResponse found, none;
    if (ask(care, password, &phone, nullptr, found) != SOAP_OK)
        fail(care.soap, "QueryCustomer");
    std::printf("{\"name\":%s,\"products\":%zu,", quoted(found.customer->name).c_str(), found.product.size());
    std::printf("\"ticket\":%s,", quoted(report(care, phone, argv[5])).c_str());
    ask(care, password, &nobody, nullptr, none);
    std::printf("\"fault\":\"%s\",", soap__ns1__BusinessFault_code2s(care.soap, business(care)->code));
    ask(care, password, nullptr, &circuit, none);
    std::printf("\"rare\":{\"code\":\"%s\",\"text\":%s},", soap__ns1__BusinessFault_code2s(care.soap, business(care)->code), quoted(business(care)->message).c_str());
    ask(care, password, nullptr, nullptr, none);
    std::printf("\"missing\":%s,", plain(care).c_str());
    ask(care, wrong.c_str(), &phone, nullptr, none);
    std::printf("\"wrong\":%s}\n", plain(care).c_str());
    return 0;
}
