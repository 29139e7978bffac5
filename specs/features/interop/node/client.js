// Calls the hub's customer service interface with node-soap, knowing nothing but the address of its WSDL. Prints one JSON object.
// usage: client.js WSDL 11|12 USER PASSWORD PHONE REQUEST_ID
// Signs on by a WS-Security UsernameToken with digest.
const soap = require('soap');

const [wsdl, version, user, password, phone, request] = process.argv.slice(2);

async function connect(word) {
  const client = await soap.createClientAsync(wsdl, { forceSoap12Headers: version === '12' });
  client.setSecurity(new soap.WSSecurity(user, word, { passwordType: 'PasswordDigest', hasNonce: true, mustUnderstand: true }));
  return client;
}

async function faultOf(call) {
  try {
    await call();
  } catch (error) {
    if (error.root?.Envelope?.Body?.Fault) return error.root.Envelope.Body.Fault;
    throw error;
  }
  throw new Error('expected a fault, got an answer');
}

const business = fault => (fault.detail ?? fault.Detail).BusinessFault;

const text = value => value?.$value ?? value;

const plain = fault => fault.Code
  ? { code: [text(fault.Code.Value), text(fault.Code.Subcode?.Value)].filter(Boolean).join(' '), text: text(fault.Reason.Text) }
  : { code: text(fault.faultcode), text: text(fault.faultstring) };

async function main() {
  const client = await connect(password);
  const [found] = await client.QueryCustomerAsync({ phoneNumber: phone });
  const report = { serviceNumber: phone, type: 'FAULT', severity: '2', description: '电话无声：镕䶮𠮷', contactName: '㐂䶮𪚥', reportedAt: '2026-11-22T08:30:00+08:00' };
  const [reported] = await client.ReportTroubleAsync({ requestId: request, ...report });
  const rare = business(await faultOf(() => client.QueryCustomerAsync({ circuitNo: '专线㐂䶮𪚥' })));
  const missing = await faultOf(() => client.ReportTroubleAsync({ requestId: `${request}-M`, ...report, severity: undefined }));
  const stranger = await connect(`${password}-wrong`);
  console.log(JSON.stringify({
    name: found.customer.name, products: found.product.length, ticket: reported.ticketNo,
    fault: business(await faultOf(() => client.QueryCustomerAsync({ phoneNumber: '0571-89999999' }))).code,
    rare: { code: rare.code, text: rare.message },
    missing: plain(missing),
    wrong: plain(await faultOf(() => stranger.QueryCustomerAsync({ phoneNumber: phone }))),
  }));
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
