@N97-1 @N97-2
Feature: N97-1 and N97-2 Work orders to 97 and what becomes of them
  The hub puts work orders into 97's queue; 97 answers with events: state, completion, return with its reason. The events of one work order
  count in their order. Contract: adapters/n97/contract/n97.md

  @N97-1
  Scenario: A work order goes out once, whatever is sent again
    When the core app creates a work order
    And the core app creates the same work order again
    Then 97 has received the work order once

  @N97-2
  Scenario: A work order is completed
    When the core app creates a work order
    Then the archive follows the work order through its states to completed
    And the archive shows the product that 97 installed

  @N97-1 @N97-2
  Scenario: A work order and what comes back of it are one conversation
    When the core app creates a work order
    Then the archive follows the work order through its states to completed
    And a trace by its order number shows the work order and all events of 97

  @N97-2
  Scenario: A work order comes back with its reason
    Given 97 will return the next work order
    When the core app creates a work order
    Then the archive shows the work order as returned, with 97's reason

  @N97-2
  Scenario: Events that come twice count once
    Given 97 sends its next 3 events twice
    When the core app creates a work order
    Then the archive follows the work order through its states to completed
    And no event of the work order was taken twice

  @N97-2
  Scenario: Events that overtake each other do not turn the work order back
    Given 97 sends the events of the next work order in the wrong order
    When the core app creates a work order
    Then the archive shows the work order as completed

  @N97-2
  Scenario: What cannot be read is kept, and stops nothing
    Given 97 sends 1 event that cannot be read
    When the core app creates a work order
    Then the archive follows the work order through its states to completed
    And the unreadable event is parked raw, with the place of its fault

  @N97-1
  Scenario: 97 is closed at night
    Given 97 is closed
    When the core app creates 5 work orders
    And 97 opens again
    Then 97 has received each of them once
