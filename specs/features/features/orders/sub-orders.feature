@sub-orders
Feature: An order over province borders 跨省一站订单
  An order for a circuit whose ends lie in two provinces is handed in once, at the customer's province. The other province's end goes there over NAT-2 as an order of its own (PlaceSubOrder), which that
  province carries out by its own template (reach: part) with its own systems. What becomes of it comes back and moves the step of the whole order; the customer sees one order. The customer pays where
  the order was handed in, so a part says nothing of fees and accounts. The part's number is the order's with the step and its turn, PO1-SO1T1, and never longer than an order's
  number may be. When the part is completed, the other province says under which circuit number its end is in service.

  Background:
    Given a group cn whose provinces cn.zj and cn.gd carry orders out

  Scenario: Both provinces carry out their ends, and it is one order
    When cn.zj takes an order for a line to cn.gd.gz and comes to its work orders
    Then cn.gd carries the other end out as an order of its own for the same customer
    When cn.gd has done its end
    Then the other end is completed in the order of cn.zj
    And the history of the order in cn.zj tells what cn.gd has done
    And the order in cn.zj and the customer's archive there know the circuit of cn.gd
    And cn carries out no order

  Scenario: The link is cut while the part is placed and loses nothing
    Given cn.gd cannot be reached
    When cn.zj takes an order for a line to cn.gd.gz and comes to its work orders
    And cn.gd can be reached again
    Then cn.gd carries the other end out as an order of its own for the same customer
    When cn.gd has done its end
    Then the other end is completed in the order of cn.zj

  Scenario: A cancelled order takes its part back, and waits for it
    When cn.zj takes an order for a line to cn.gd.gz and comes to its work orders
    Then cn.gd carries the other end out as an order of its own for the same customer
    When the order is cancelled in cn.zj
    Then cn.gd has cancelled its end
    And the other end is undone in the order of cn.zj

  Scenario: A part that is over is not cancelled, and the fallout desk reads why
    When cn.zj takes an order for a line to cn.gd.gz and comes to its work orders
    And cn.gd has done its end
    Then the other end is completed in the order of cn.zj
    When the order is cancelled in cn.zj and its own work orders are taken back
    Then the other end is undoFailed in the order of cn.zj
    And the fallout desk of cn.zj reads sub-order.not-cancelled
