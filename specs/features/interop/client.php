<?php
// Calls the hub's customer service interface with PHP's SoapClient, knowing nothing but the address of its WSDL. Prints one JSON object.
// usage: client.php WSDL 11|12 USER PASSWORD PHONE REQUEST_ID
// Signs on by HTTP basic.
[, $wsdl, $version, $user, $password, $phone, $request] = $argv;

function connect(string $password): SoapClient
{
    global $wsdl, $version, $user;
    return new SoapClient($wsdl, ['soap_version' => $version === '12' ? SOAP_1_2 : SOAP_1_1, 'cache_wsdl' => WSDL_CACHE_NONE, 'trace' => true,
        'features' => SOAP_SINGLE_ELEMENT_ARRAYS, 'login' => $user, 'password' => $password]);
}

function faultOf(callable $call): SoapFault
{
    try {
        $call();
    } catch (SoapFault $fault) {
        return $fault;
    }
    exit("expected a fault, got an answer\n");
}

function business(SoapFault $fault): object
{
    $detail = $fault->detail->BusinessFault;
    return $detail->enc_value ?? $detail;
}

function plain(SoapFault $fault): array
{
    return ['code' => trim($fault->faultcode . ' ' . implode(' ', (array) ($fault->faultsubcode ?? []))), 'text' => $fault->getMessage()];
}

$client = connect($password);
$found = $client->QueryCustomer(['phoneNumber' => $phone]);
$report = $client->ReportTrouble(['requestId' => $request, 'serviceNumber' => $phone, 'type' => 'FAULT', 'severity' => '2',
    'description' => '电话无声：镕䶮𠮷', 'contactName' => '㐂䶮𪚥', 'reportedAt' => '2026-11-22T08:30:00+08:00']);
$rare = business(faultOf(fn() => $client->QueryCustomer(['circuitNo' => '专线㐂䶮𪚥'])));
// SoapClient itself insists on the fields of the WSDL, so the body without one goes in as XML.
$incomplete = '<ReportTrouble xmlns="http://hub.telecom.example/customer-service/v1"><requestId>' . $request . '-M</requestId><serviceNumber>' . $phone
    . '</serviceNumber><type>FAULT</type><description>无</description><reportedAt>2026-11-22T08:30:00+08:00</reportedAt></ReportTrouble>';
echo json_encode([
    'name' => $found->customer->name, 'products' => count($found->product), 'ticket' => $report->ticketNo,
    'fault' => business(faultOf(fn() => $client->QueryCustomer(['phoneNumber' => '0571-89999999'])))->code,
    'rare' => ['code' => $rare->code, 'text' => $rare->message],
    'missing' => plain(faultOf(fn() => $client->ReportTrouble(new SoapVar($incomplete, XSD_ANYXML)))),
    'wrong' => plain(faultOf(fn() => connect($password . '-wrong')->QueryCustomer(['phoneNumber' => $phone]))),
], JSON_UNESCAPED_UNICODE), "\n";
