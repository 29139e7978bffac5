<?php
// A data warehouse that receives canonical messages by PHP's SoapServer on the subscribers' contract, run by php -S: nothing of the hub's is in it.
// Environment: WSDL (path), JOURNAL (file that gets one line per call: the body as it came, in base64).
ini_set('soap.wsdl_cache_enabled', '0');

class Warehouse
{
    public function Receive($messages)
    {
        file_put_contents(getenv('JOURNAL'), base64_encode(file_get_contents('php://input')) . "\n", FILE_APPEND | LOCK_EX);
        if (str_contains($messages->any, '拒收公司')) {
            throw new SoapFault('Server', '拒收', null, ['id' => $messages->id, 'reason' => '仓库不收此客户'], 'NotTaken');
        }
        return ['id' => $messages->id];
    }
}

$server = new SoapServer(getenv('WSDL'), ['cache_wsdl' => WSDL_CACHE_NONE]);
$server->setClass('Warehouse');
$server->handle();
