@CS-1
Feature: CS-1 Who is behind this number?
  Customer service asks the hub over SOAP with a phone or circuit number and gets the customer: profile, level, manager, products, open orders and
  tickets, latest bill. The hub answers from the archive that the other systems' messages have filled.
  Contract: adapters/customer-service/contract/customer-service.wsdl

  Scenario Outline: A number of a big customer
    When customer service asks over SOAP <version> who is behind <what>
    Then it is told the customer, the level, the manager and all products

    Examples:
      | version | what                    |
      | 1.1     | a phone number          |
      | 1.2     | a phone number          |
      | 1.1     | a circuit number        |
      | 1.1     | a number with a hyphen  |

  Scenario: The answer joins what billing and 97 have brought
    Given billing has brought a bill file of 2,000 lines that was taken
    And 97 has a work order under way for a customer of that file
    When customer service asks who is behind a phone number of that customer
    Then it is told the latest bill of that file, to the fen
    And it is told the open order of that work order

  Scenario: A number nobody has
    When customer service asks who is behind the number "0571-89999999"
    Then it gets the contract's fault with the code "C001"
    And operations finds the refused question with its reason, and nothing of it is parked

  Scenario: A caller with a wrong password
    When somebody with a wrong password asks who is behind a phone number
    Then the call is refused and nothing of a customer is told

  Scenario: A branch asks for a customer of its own city
    Given the branch in Hangzhou may ask for the customers of Hangzhou alone
    When the branch asks who is behind a phone number of its own city
    Then it is told the customer, the level, the manager and all products

  Scenario: A branch asks for a customer of another city
    Not known and not allowed sound alike: nobody learns whose number he may not see.
    Given the branch in Hangzhou may ask for the customers of Hangzhou alone
    When the branch asks who is behind a phone number of another city
    Then it gets the very same fault as for a number nobody has

  Scenario: A caller asks for an operation that is not its own
    Given the branch in Hangzhou may ask for the customers of Hangzhou alone
    When the branch reports trouble
    Then the call is refused and no ticket is given
