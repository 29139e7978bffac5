@archive-masters
Feature: Who is master of what, and who is who
  Every attribute has a master system (master-rules.yaml): the name on the contract is the core app's, a bill is billing's, what is installed is 97's. What another
  system says never overwrites it and is listed as a difference, once however often it is seen, until the two agree again. Two systems' records of one customer
  meet by account and service numbers; a doubtful match waits for a person, and a merge can be undone.

  Scenario: Billing writes another name on its bills than the contract has
    Given a customer of the core app with an account
    When billing's bill names the customer "某某厂"
    Then the archive keeps the contract's name
    And operations sees one open difference of the customer's name, theirs "某某厂"
    When billing's bill names the customer as the contract does
    Then the difference of the customer's name is closed

  Scenario: An account of a customer is billed under another customer's number
    Given a customer of the core app with an account
    And another customer of the core app
    When billing's bill for the account names the other customer
    Then operations sees one open difference of whose account it is

  Scenario: A merge is undone
    Given a customer of the core app with an account
    And another customer of the core app
    When a person merges the other customer into the first
    Then both numbers find the first customer
    When the person undoes the merge
    Then each number finds its own customer
