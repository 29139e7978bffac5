@SUB
Feature: SUB-n Subscribers by configuration
  A system that wants to hear of something gets an adapter.yaml and nothing else: which messages, of which customers, on which condition, over which channel and in which
  form. It is added while the hub runs. What it gets comes once and in the order of its keys; the past is given to it on request.
  How-to: specs/how-to/add-a-subscriber.md; the contract of a SOAP subscriber: specs/how-to/subscriber.wsdl

  Background:
    Given a data warehouse that takes profiles of active gold and diamond customers of cn.zj, over a queue, SOAP, files by count and files by time
    And it is taken over while the hub runs

  Scenario Outline: It gets what it asked for, and nothing else
    When the profiles of these customers change
      | customer | level   | unit     | status    |
      | one      | diamond | cn.zj.hz | active    |
      | two      | silver  | cn.zj.hz | active    |
      | three    | gold    | cn.js.nj | active    |
      | four     | gold    | cn.zj    | active    |
      | five     | gold    | cn.zj.nb | suspended |
      | six      | gold    | cn.zj.nb | active    |
      | seven    | diamond | cn.zj.wz | active    |
    And a customer of another kind is visited
    Then the warehouse has got one, four, six and seven over <form>, each once

    Examples:
      | form           |
      | the queue      |
      | SOAP           |
      | files by count |
      | files by time  |

  Scenario: Changes of one customer come in their order
    When the profile of one customer changes 6 times
    Then the warehouse has got the 6 changes in their order over the queue, SOAP, files by count and files by time

  Scenario: What a SOAP subscriber refuses waits for a person, with its own words
    When the profile of the customer "拒收公司" changes
    Then the message is parked for the SOAP subscriber with "仓库不收此客户"

  Scenario Outline: The past is given on request, once
    When the profiles of these customers changed before the warehouse was there
      | customer | level   | unit     | status |
      | one      | diamond | cn.zj.hz | active |
      | two      | silver  | cn.zj.hz | active |
      | three    | gold    | cn.zj    | active |
    And the past is replayed over <form>, twice
    Then the warehouse has got one and three over <form>, each once

    Examples:
      | form           |
      | the queue      |
      | SOAP           |
      | files by count |
      | files by time  |
