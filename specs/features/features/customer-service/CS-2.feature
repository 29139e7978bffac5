@CS-2
Feature: CS-2 Complaints, faults, support requests
  Customer service reports trouble over SOAP and gets the ticket number at once, after the report is durable.
  Contract: adapters/customer-service/contract/customer-service.wsdl

  Scenario: A fault is reported
    When customer service reports the fault "电话无声，请尽快处理" for a phone number
    Then it gets a ticket number at once
    And the archive shows the open ticket with the same words

  Scenario: The same report again gets the same ticket number
    Given customer service has reported a fault
    When customer service sends the same report again
    Then it gets the same ticket number
    And the archive shows one ticket for it

  Scenario: Another report under an id that was used before is refused
    Given customer service has reported a fault
    When customer service sends other words under the same request id
    Then it gets the contract's fault with the code "C003"
