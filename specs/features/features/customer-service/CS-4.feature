@CS-4
Feature: CS-4 Calls, visits, opinions and survey scores
  Customer service puts each closed record of a contact with a customer on the hub's queue. Contract: adapters/customer-service/contract/cs-4.md

  Scenario: A visit and a survey
    When customer service sends a visit and a survey with the score 92 of one customer
    Then the hub has both records of that customer, in this order, with the score 92

  Scenario: A record sent twice counts once
    Given customer service sends its next 3 records twice
    When customer service sends 3 calls of one customer
    Then the hub has 3 records of that customer

  Scenario: A survey without a score is kept with the reason, and the next is taken
    When customer service sends a survey without a score, and a call of one customer
    Then the hub has 1 record of that customer
    And operations finds the survey kept, with a reason that names "without a score"
