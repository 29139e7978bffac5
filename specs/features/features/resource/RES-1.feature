@RES-1
Feature: RES-1 Can both ends be served?
  Before an order is confirmed the hub asks resource management over SOAP whether A and Z can be served, and by when.
  Contract: adapters/resource/contract/resource.wsdl

  Scenario: Both ends can be served
    When the core app asks whether a leased line between two cities can be served
    Then it hears ServiceFeasibilityChecked: feasible, with the earliest date and both ends

  Scenario: An end out of reach
    When the core app asks for a leased line to an island
    Then it hears ServiceFeasibilityChecked: not feasible, with the code "N04" and the reason

  Scenario: An address that is not known
    When the core app asks for a leased line to the address "nowhere"
    Then the question is parked with the code "R001" of resource management

  Scenario: Resource management is overloaded for a moment
    Given resource management is unavailable for the next 2 calls
    When the core app asks whether a leased line between two cities can be served
    Then it hears ServiceFeasibilityChecked: feasible, with the earliest date and both ends
