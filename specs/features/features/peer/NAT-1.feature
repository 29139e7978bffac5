@NAT-1
Feature: NAT-1 Customer archive changes between group and province 档案变更
  Each hub tells the hub above it every change of its customer archive (customers, billing accounts, installed products, agreements, merges of customers), and each hub below it what
  concerns customers of that hub's org units. A message is a JSON frame around the canonical message (contract/peer-message.schema.json): who sends, to whom, where the
  change arose, and its id. Order is kept per customer. The same id twice is taken once. A change is never sent to the side on which it arose.
  Each attribute has a master: a province for its own customers, the group for service level, credit class, headquarters and org unit. Another's value is listed as a difference.

  Background:
    Given a group cn with the provinces cn.zj and cn.gd

  Scenario: A province's change is known to the group, and not told back
    When cn.zj changes a customer of cn.zj.hz
    Then cn knows the customer as cn.zj does
    And cn.zj has heard nothing of the customer
    And cn.gd has heard nothing of the customer

  Scenario: The group's change goes to the province whose customer it is, and to no other
    When cn changes a customer of cn.gd.gz
    Then cn.gd knows the customer as cn does
    And cn.zj has heard nothing of the customer
    And cn has heard nothing of the customer

  Scenario: What a part of the group's hub says because of a province's change is not told back to the province
    When cn.zj changes a customer of cn.zj.hz
    And a part of cn says the customer anew because of it
    Then cn.zj has heard nothing of the customer

  Scenario: A change that is replayed is not told back, and one that is told again is taken once
    When cn.zj changes a customer of cn.zj.hz
    And operations of cn replays the change to its peer rules
    And operations of cn.zj replays the change to cn
    Then cn has heard of the customer 1 time
    And cn.zj has heard nothing of the customer

  Scenario: Both have changed a customer: by attribute the master's word stands on both sides, the other's is listed
    When cn.zj changes a customer of cn.zj.hz to the name "杭州一厂" and the level silver
    And cn changes the customer to the name "杭州第一厂" and the level gold
    Then cn and cn.zj know the customer by the name "杭州一厂" and the level gold
    And cn lists one difference of the customer's serviceLevel, theirs "silver"
    And cn.zj lists one difference of the customer's name, theirs "杭州第一厂"

  Scenario: Changes of one customer arrive in their order
    When cn.zj changes a customer of cn.zj.nb 20 times
    Then cn has heard the changes of the customer in their order, each once

  Scenario: A customer that moves is told to both provinces
    When cn changes a customer of cn.zj.hz
    And cn moves the customer to cn.gd.sz
    Then cn.zj has heard of the customer 2 times
    And cn.gd has heard of the customer 1 time

  Scenario: Two customers that a province merges are one for the group too, until it is undone, and nothing comes back
    When cn.zj changes a customer of cn.zj.hz
    And cn.zj changes another customer of the same unit
    And a person of cn.zj merges the other customer into the first
    Then cn and cn.zj find the first customer under both numbers
    When the person undoes the merge
    Then cn and cn.zj find each customer under its own number
    And cn.zj has heard of no merge from cn

  Scenario Outline: A message that should not be is kept for a person, and changes nothing
    When a message with <what> comes into the queue from cn.zj to cn
    Then operations of cn sees it parked as <code>

    Examples:
      | what                              | code                  |
      | the sender cn.gd                  | peer.wrong-sender     |
      | the receiver cn.gd                | peer.wrong-receiver   |
      | the origin cn.gd                  | peer.foreign-origin   |
      | a customer of cn.gd.gz            | peer.foreign-unit     |
      | the type CustomerBillIssued       | peer.unknown-type     |
      | the version 9                     | peer.unknown-version  |
      | a member that is not in the frame | peer.unreadable       |
      | no customer name                  | peer.message          |
