@CS-3
Feature: CS-3 Notices to customer service
  The hub tells customer service over SOAP how a ticket stands, how an order goes on, and when a customer's profile has changed. A notice has an id that stays the same
  however often it is sent; those of one ticket, order or customer come one after the other.
  Contract: adapters/customer-service/contract/customer-service-notices.wsdl

  Scenario: A ticket goes through its states
    When the core app says that a ticket is inProgress, held and resolved
    Then customer service has heard WORKING, HELD and SOLVED of it, in this order

  Scenario: An order and its steps
    When the core app says that an order is inProgress and its step "资源确认" is completed
    Then customer service has heard of the order "WORKING" and "资源确认 DONE"

  Scenario: A customer has changed
    When the core app says that a customer is now of another level
    Then customer service has heard of the new level

  Scenario: Customer service is busy
    Given customer service answers the next 2 notices with its system fault
    When the core app says that a ticket is inProgress, held and resolved
    Then customer service has heard WORKING, HELD and SOLVED of it, in this order

  Scenario: Customer service hears and never answers
    Given customer service hears the next notice and never answers
    When the core app says that a ticket is inProgress, held and resolved
    Then customer service has heard WORKING, HELD and SOLVED of it, in this order
    And it has seen a notice again under the same id, and counted it once

  Scenario: A ticket that customer service does not know
    When the core app says that an unknown ticket is inProgress
    Then the notice is parked with customer service's own code "K001"

  Scenario: Customer service is away for a while
    Given customer service's notice service is down
    When the core app says that 8 tickets are inProgress
    Then the circuit of CS-3 opens and nothing is parked
    When customer service's notice service is back
    Then customer service has heard of each of the 8 tickets once
