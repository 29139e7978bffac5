@RES-2 @RES-3
Feature: RES-2 and RES-3 Reserve, assign and release resources
  The hub asks over SOAP for resources to be reserved, assigned or released. Resource management takes the request at once and tells the result
  later, by calling the hub. A request is known by its requestId: it may be sent twice and is done once; it has exactly one result, which may come
  twice, late, or before the answer to the request. Contracts: adapters/resource/contract/resource-request.wsdl, resource-result.wsdl

  Scenario: Resources are reserved, with the route of the circuit
    When the core app reserves resources for a leased line between two cities
    Then it hears at once that resource management has taken the request
    And it hears ResourceReserved with reservation, circuit and the route from A to Z

  Scenario: A reservation becomes service and is freed again
    When the core app reserves resources for a leased line between two cities
    And it hears ResourceReserved with reservation, circuit and the route from A to Z
    And the core app assigns the reservation to a service
    Then it hears ResourceAssigned with the reserved circuit
    And the archive knows the circuit with its service and its route
    When the core app releases the reservation
    Then it hears ResourceReleased

  Scenario: What was taken cannot be done
    When the core app reserves resources for a leased line to an island
    Then it hears at once that resource management has taken the request
    And it hears ResourceRequestFailed with the code "N04" and the reason

  Scenario: A request that makes no sense is refused at once
    When the core app assigns a reservation that resource management does not know
    Then the request is parked with the code "Q002" of resource management
    And it hears ResourceRequestRejected with the code "Q002"

  Scenario: A result that comes twice counts once
    Given resource management tells the next result twice
    When the core app reserves resources for a leased line between two cities
    Then it hears ResourceReserved with reservation, circuit and the route from A to Z
    And both times the hub has said that it has the result

  Scenario: A result that comes before the answer to its request
    Given resource management tells the next result before it answers
    When the core app reserves resources for a leased line between two cities
    Then it hears ResourceReserved with reservation, circuit and the route from A to Z
    And it hears at once that resource management has taken the request

  Scenario: A result that comes late
    Given resource management tells the next result 2 seconds late
    When the core app reserves resources for a leased line between two cities
    Then it hears ResourceReserved with reservation, circuit and the route from A to Z

  Scenario: Resource management does the work and never answers
    Given resource management does the next request and never answers
    When the core app reserves resources for a leased line between two cities
    Then it hears at once that resource management has taken the request
    And it hears ResourceReserved with reservation, circuit and the route from A to Z
    And resource management has reserved once

  Scenario: Another result for the same request is refused
    When the core app reserves resources for a leased line between two cities
    And it hears ResourceReserved with reservation, circuit and the route from A to Z
    And resource management tells another result for the same request
    Then the hub refuses the result with the code "H003"

  Scenario: A result for a request that the hub has not sent waits for a person
    When resource management tells a result for a request that the hub has not sent
    Then the hub has said that it has the result
    And the result waits for a person, with the reason
    When a person hands it on
    Then the result counts like any other

  Scenario: A result that cannot be read is refused
    When resource management tells a result with a day that does not exist
    Then the hub refuses the result as not keeping the contract

  Scenario: Resource management is down for a while
    Given resource management takes no requests
    When the core app reserves and releases resources for 3 orders
    And resource management takes requests again
    Then resource management has taken all of them once, those of an order in their order
