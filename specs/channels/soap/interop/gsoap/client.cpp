// Calls the service with a client that gSOAP generated from the served WSDL alone. Prints one line per fact.
// usage: client ADDRESS
#include <cstdio>
#include <cstring>
#include <string>
#include "PROXY.h"
#include "care.nsmap"

static void check(soap *context, int status)
{
    if (status == SOAP_OK)
        return;
    soap_stream_fault(context, std::cerr);
    std::exit(1);
}

int main(int, char **argv)
{
    PROXY care(argv[1], SOAP_C_UTFSTRING | SOAP_XML_INDENT);
    care.soap->recv_timeout = 10;

    std::string phone = "0571-87654321";
    _cc__QueryCustomer query;
    query.soap_default(care.soap);
    query.UNION_phone
    _cc__QueryCustomerResponse found;
    check(care.soap, care.QueryCustomer(&query, found));
    std::printf("name=%s\n", found.customer->name.c_str());
    return 0;
}
