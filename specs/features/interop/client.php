<?php
// Calls the hub's customer service interface with PHP's SoapClient, knowing nothing but the address of its WSDL. Prints one JSON object.
// usage: client.php WSDL 11|12 USER PASSWORD PHONE REQUEST_ID
[, $wsdl, $version, $user, $password, $phone, $request] = $argv;
$client = new SoapClient($wsdl, ['soap_version' => $version === '12' ? SOAP_1_2 : SOAP_1_1, 'cache_wsdl' => WSDL_CACHE_NONE,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS, 'login' => $user, 'password' => $password]);
$found = $client->QueryCustomer(['phoneNumber' => $phone]);
$report = $client->ReportTrouble(['requestId' => $request, 'serviceNumber' => $phone, 'type' => 'FAULT', 'severity' => '2',
    'description' => '电话无声：镕䶮𠮷', 'reportedAt' => '2026-11-22T08:30:00+08:00']);
$out = ['name' => $found->customer->name, 'products' => count($found->product), 'ticket' => $report->ticketNo];
try {
    $client->QueryCustomer(['phoneNumber' => '0571-89999999']);
} catch (SoapFault $fault) {
    $detail = $fault->detail->BusinessFault;
    $out['fault'] = $detail->code ?? $detail->enc_value->code;
}
echo json_encode($out, JSON_UNESCAPED_UNICODE), "\n";
