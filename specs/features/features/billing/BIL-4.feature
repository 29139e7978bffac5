@BIL-4
Feature: BIL-4 Billing accounts
  The hub asks billing over SOAP to open, change and close accounts and to set one-point shares. Every request has an id; billing answers a repeat
  as it answered the first, and says by GetRequestState what became of one whose answer never came. Contract: adapters/billing/contract/billing.wsdl

  Scenario: An account is opened
    When the core app asks to open an account for a customer
    Then billing has opened one account for that request
    And the core app hears BillingAccountOpened with billing's account number

  Scenario: A business fault goes to the fallout desk and is not tried again
    When the core app asks to open an account for a customer that billing does not know
    Then the request is parked with billing's own code "B001"
    And the core app hears BillingRequestRejected
    And billing was asked once

  Scenario: A request corrected at the fallout desk goes out under its own id
    Given a request to open an account was parked, because billing does not know the customer
    When operations puts the right customer in and resumes it
    Then billing has opened one account for that request
    And the original request is still kept beside the corrected one

  Scenario: A system fault is tried again until it works
    Given billing answers the next 2 requests with its system fault
    When the core app asks to open an account for a customer
    Then billing has opened one account for that request

  Scenario: Billing does the work and never answers
    Given billing does the next request and never answers
    When the core app asks to open an account for a customer
    Then billing has opened one account for that request
    And the hub has asked billing what became of the request
    And the core app hears BillingAccountOpened with billing's account number
    And billing was sent the request once

  Scenario: A request is lost on its way
    Given the next request to billing is lost on its way
    When the core app asks to open an account for a customer
    Then the hub has asked billing what became of the request
    And billing has opened one account for that request
    And billing was sent the request once

  Scenario: Billing does the work, never answers, and cannot be asked either
    Given billing does the next request and never answers
    And billing cannot tell what became of a request
    When the core app asks to open an account for a customer
    Then billing has opened one account for that request
    And billing has seen the request again under the same id

  Scenario: Billing refuses and its refusal is lost
    Given billing does the next request and never answers
    When the core app asks to open an account for a customer that billing does not know
    Then the request is parked with billing's own code "B001"
    And the core app hears BillingRequestRejected

  Scenario: Billing is away for a while
    Given billing's account service is down
    When the core app asks to open 8 accounts
    Then the circuit of BIL-4 opens
    And none of the requests has been parked
    When billing's account service is back
    Then billing has opened one account for each request
    And the circuit of BIL-4 is closed
