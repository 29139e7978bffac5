<?php
// A SoapServer of PHP's own on the same contract, run by php -S. ?charset=NAME sends the answers in that charset.
// Environment: WSDL (path), JOURNAL (file that gets one line of JSON per call).
ini_set('soap.wsdl_cache_enabled', '0');

class Care
{
    private function book(string $what, $request): void
    {
        $headers = array_change_key_case(getallheaders());
        file_put_contents(getenv('JOURNAL'), json_encode(['operation' => $what, 'request' => $request, 'action' => $headers['soapaction'] ?? null,
            'type' => $headers['content-type'] ?? null, 'trace' => $headers['traceparent'] ?? null, 'authorization' => $headers['authorization'] ?? null,
            'raw' => file_get_contents('php://input')], JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE) . "\n", FILE_APPEND | LOCK_EX);
    }

    public function QueryCustomer($request)
    {
        $this->book('QueryCustomer', $request);
        switch ($request->customerNo ?? '') {
            case 'C00000404':
                throw new SoapFault('Client', '没有这个客户', null, ['code' => 'no-customer', 'message' => '客户不存在'], 'BusinessFault');
            case 'C00000503':
                throw new SoapFault('Server', '系统忙', null, ['code' => 'busy', 'message' => '月末结账'], 'SystemFault');
            case 'C00000500':
                throw new SoapFault('Server', 'database gone');
            case 'C00000400':
                throw new SoapFault('Client', 'no such thing');
            case 'C00000666':
                header('HTTP/1.1 500 Broken');
                exit('<html>Fatal error</html>');
        }
        return ['customer' => ['customerNo' => 'C12345678', 'name' => '中国工商银行 — 朱镕䶮', 'level' => 'gold', 'arrears' => '12.30',
            'product' => [['serviceNumber' => '0571-87654321', 'offering' => '国际长途专线', 'monthlyFee' => '880.00']]]];
    }

    public function ReportTrouble($request)
    {
        $this->book('ReportTrouble', $request);
        return ['ticketNo' => 'PHP-' . $request->reportId];
    }
}

$charset = $_GET['charset'] ?? null;
if ($charset !== null) {
    ob_start(function (string $answer) use ($charset) {
        header_remove('Content-Length');
        header("Content-Type: text/xml; charset=$charset");
        return iconv('UTF-8', "$charset//TRANSLIT", str_replace('encoding="UTF-8"', "encoding=\"$charset\"", $answer));
    });
}
$server = new SoapServer(getenv('WSDL'), ['cache_wsdl' => WSDL_CACHE_NONE]);
$server->setClass('Care');
$server->handle();
if ($charset !== null) {
    ob_end_flush();
}
