@NAT-2
Feature: NAT-2 Sub-orders down, progress and warnings up 跨省子订单
  The group's order for a circuit over province borders has a part in each province. PlaceSubOrder goes to the hub whose org units contain the part's org unit; CancelSubOrder follows
  it, never before it. What the province says of the part (ProductOrderStateChanged, MilestoneStateChanged, JeopardyAlerted) goes back to the hub that placed it, and its warnings go up.
  The order number is the same on both sides, so that each hub's trace shows order, part and progress as one; the trace context (traceparent) is carried along.

  Background:
    Given a group cn with the provinces cn.zj and cn.gd

  Scenario: A sub-order goes to its province, its progress comes back
    When cn places a sub-order for cn.zj.hz
    Then cn.zj has the sub-order once, with the trace context of cn
    And cn.gd has not heard of the sub-order
    When cn.zj says that the sub-order is in progress, a step of it is done and another is late
    Then cn hears state, step and alert of the sub-order once each
    And they stand in the conversation of the sub-order

  Scenario: A cancellation follows its sub-order
    When cn places a sub-order for cn.gd.gz
    And cn cancels the sub-order
    Then cn.gd has the sub-order and then its cancellation

  Scenario: The progress of a province's own orders is its own
    When cn.zj says that an order of its own is in progress
    Then cn has heard nothing of that order

  Scenario: Warnings go up, and what becomes of them
    When cn.zj raises a warning of kind arrears and closes it
    Then cn hears the warning and that it is closed
    When cn.zj raises a warning of kind interface and closes it
    Then cn has heard nothing of that warning

  Scenario: A sub-order for a unit that no peer serves waits for a person
    When cn places a sub-order for us.ny
    Then operations of cn sees the sub-order parked as peers.no-way
