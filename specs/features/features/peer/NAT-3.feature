@NAT-3
Feature: NAT-3 One-point bills and settlement shares 一点收费与结算
  An account in a one-point billing group is paid by another account. When its bill is issued, its province hands it in to the group (GroupBillContributed), in each of its states once.
  The group sums up the bills of a paying account and month to one bill, and shares it out by the settlement shares of the paying account (SettlementShareCalculated, to each province its own).
  Shares: basis points of the one bill, rounded down to the fen; the fen that are left go one by one to those who lost most by the rounding, of equals to the first by org unit. So they always
  sum up to the bill. Where the paying account pays a part of a bill only, that part is rounded to the nearest fen, half a fen up.
  A late or corrected bill is calculated anew, settlesAfter (15 minutes) after it came; who has not handed in is listed, with a warning (WarningRaised) that closes when all have.

  Background:
    Given a group cn with the provinces cn.zj and cn.gd
    And an account of cn pays for an account of cn.zj and an account of cn.gd, shared out 3333 to cn, 3333 to cn.zj, 3334 to cn.gd

  Scenario: The shares sum up to the one bill, to the fen
    When cn.zj bills 100.01 and cn.gd bills 200.01
    Then the one bill of cn is 300.02 from 2 bills
    And the shares are 100.00 for cn, 99.99 for cn.zj and 100.03 for cn.gd
    And cn.zj and cn.gd each have their own share and no other

  Scenario: A bill that is issued twice is handed in once
    When cn.zj bills 100.01 and cn.gd bills 200.01
    And cn.zj issues the same bill again
    Then the one bill of cn is 300.02 from 2 bills
    And cn has heard of the bill of cn.zj 1 time

  Scenario: A corrected bill changes the one bill and its shares
    When cn.zj bills 100.01 and cn.gd bills 200.01
    Then the one bill of cn is 300.02 from 2 bills
    When cn.zj corrects its bill to 70.00
    Then the one bill of cn is 270.01 from 2 bills
    And the shares sum up to the one bill on both sides

  Scenario: Who has not handed in is listed; its late bill is taken
    When cn.zj bills 100.01
    Then the one bill of cn is 100.01 from 1 bill
    And the account of cn.gd is listed as missing
    And cn is warned of the account of cn.gd, once
    When cn.zj corrects its bill to 70.00
    Then the one bill of cn is 70.00 from 1 bill
    And cn is warned of the account of cn.gd, once
    When cn.gd bills 200.01
    Then the one bill of cn is 270.01 from 2 bills
    And nothing is listed as missing
    And the warning is closed

  Scenario: A credit is shared out like a charge
    When cn.zj bills -10.00 and cn.gd bills -0.01
    Then the one bill of cn is -10.01 from 2 bills
    And the shares sum up to the one bill on both sides
