<?php
// Billing's account service (BIL-4) by PHP's SoapServer on the same contract, run by php -S: nothing of the hub's is in it.
// Environment: WSDL (path), JOURNAL (file that gets one line of JSON per call).
ini_set('soap.wsdl_cache_enabled', '0');

class Billing
{
    public function OpenAccount($request)
    {
        $headers = array_change_key_case(getallheaders());
        file_put_contents(getenv('JOURNAL'), json_encode(['request' => $request, 'authorization' => $headers['authorization'] ?? null], JSON_UNESCAPED_UNICODE) . "\n", FILE_APPEND | LOCK_EX);
        if (str_contains($request->customerName, '无此客户')) {
            throw new SoapFault('Server', '拒绝', null, ['requestId' => $request->requestId, 'code' => 'B001', 'message' => '客户不存在：㐂𪚥'], 'BusinessFault');
        }
        return ['requestId' => $request->requestId, 'accountNo' => 'PHP' . crc32($request->requestId), 'doneAt' => '2026-11-22T10:30:05+08:00'];
    }
}

$server = new SoapServer(getenv('WSDL'), ['cache_wsdl' => WSDL_CACHE_NONE]);
$server->setClass('Billing');
$server->handle();
