<?php
// Calls the service with PHP's SoapClient, knowing nothing but the address of its WSDL. Prints one JSON object.
// usage: client.php WSDL 11|12 [user password]
[, $wsdl, $version] = $argv;
$options = ['soap_version' => $version === '12' ? SOAP_1_2 : SOAP_1_1, 'cache_wsdl' => WSDL_CACHE_NONE, 'exceptions' => true, 'trace' => true,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS];
if (isset($argv[3])) {
    $options += ['login' => $argv[3], 'password' => $argv[4]];
}
$client = new SoapClient($wsdl, $options);
$out = [];

$found = $client->QueryCustomer(['phone' => '0571-87654321', 'withProducts' => true])->customer;
$out['name'] = $found->name;
$out['level'] = $found->level;
$out['since'] = $found->since;
$out['arrears'] = (string)$found->arrears;
$out['products'] = array_map(fn($p) => "$p->serviceNumber $p->offering $p->monthlyFee", $found->product);
$out['sent'] = $client->__getLastRequestHeaders();

$report = $client->ReportTrouble(['reportId' => 'P-1', 'serviceNumber' => '0571-87654321', 'kind' => 'complaint',
    'content' => '专线中断，请尽快修复：镕䶮𠮷', 'reportedAt' => '2026-11-22T08:30:00+08:00',
    'contact' => [['name' => '李雷'], ['name' => '韩梅梅', 'phone' => '13800000000']]]);
$out['ticket'] = $report->ticketNo;

try {
    $client->QueryCustomer(['customerNo' => 'C00000404']);
} catch (SoapFault $fault) {
    $detail = $fault->detail->BusinessFault;
    $out['fault'] = ['element' => array_key_first((array)$fault->detail), 'code' => $detail->code ?? $detail->enc_value->code, 'message' => $detail->message ?? $detail->enc_value->message,
        'faultcode' => explode(':', $fault->faultcode)[1] ?? $fault->faultcode];
}
echo json_encode($out, JSON_UNESCAPED_UNICODE), "\n";
