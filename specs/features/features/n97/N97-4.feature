@N97-4
Feature: N97-4 Cancel and amend a work order
  The hub asks 97 to cancel or amend a work order that is not done. Work orders, amendments and cancellations go through one queue, so that none
  overtakes what it is about. 97 answers with an event of the work order (N97-2). Contract: adapters/n97/contract/n97.md, section 6

  Scenario: A work order is cancelled before it is done
    Given 97's people have not begun
    When the core app creates a work order
    And the core app cancels the work order
    And 97's people begin
    Then the core app hears that the work order is cancelled, in answer to its request
    And the archive shows the work order as cancelled

  Scenario: A work order is amended before it is done
    Given 97's people have not begun
    When the core app creates a work order
    And the core app asks for twice the bandwidth
    And 97's people begin
    Then the core app hears that the work order is amended
    And the archive follows the amended work order to completed, with twice the bandwidth

  Scenario: Too late to cancel
    When the core app creates a work order
    And the work order is completed in the archive
    And the core app cancels the work order
    Then the core app hears that 97 refuses with the code "J02" and the reason
    And the archive still shows the work order as completed

  Scenario: 97 does not know the work order
    When the core app cancels a work order that 97 never got
    Then the core app hears that 97 refuses with the code "J01" and the reason

  Scenario: A request that is sent again is carried out once
    Given 97's people have not begun
    When the core app creates a work order
    And the core app cancels the work order
    And the core app sends the same cancellation again
    And 97's people begin
    Then the core app hears that the work order is cancelled, in answer to its request
    And 97 has received the cancellation once

  Scenario: 97 is closed, and nothing overtakes
    Given 97 is closed
    When the core app creates 5 work orders and cancels each of them at once
    And 97 opens again
    Then 97 has read each work order before its cancellation
    And the core app hears an answer to each cancellation
