using Algometer.StandIns;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Algometer.Esp32.Tests;

/// <summary>
/// Tells the meter of each place where the device would allocate: objects, arrays, and every struct that is made, boxed, held in a local, given to a
/// method or given back, because there each of them is an object.
/// </summary>
internal sealed class CountedAllocations(ModuleDefinition module)
{
    private readonly MethodReference _object = module.ImportReference(typeof(IlMeter).GetMethod(nameof(IlMeter.Object)));
    private readonly MethodReference _array = module.ImportReference(typeof(IlMeter).GetMethod(nameof(IlMeter.Array)));
    private readonly MethodReference _text = module.ImportReference(typeof(IlMeter).GetMethod(nameof(IlMeter.Text)));

    /// <summary>Instruments one method, whose straight runs are counted already: no jump goes to an instruction that allocates.</summary>
    public void Count(Mono.Cecil.Cil.MethodBody body)
    {
        ILProcessor il = body.GetILProcessor();
        foreach (Instruction instruction in body.Instructions.ToArray())
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Newobj:
                    Tell(il, instruction, BytesOf(((MethodReference)instruction.Operand).DeclaringType) + ArgumentBytes((MethodReference)instruction.Operand));
                    break;
                case Code.Box:
                    Tell(il, instruction, BytesOf((TypeReference)instruction.Operand));
                    break;
                case Code.Newarr:
                    var element = (TypeReference)instruction.Operand;
                    il.InsertBefore(instruction, il.Create(OpCodes.Ldc_I4, PlaceBytes(element)));
                    il.InsertBefore(instruction, il.Create(OpCodes.Ldc_I4, IsStruct(element) ? BytesOf(element) : 0));
                    il.InsertBefore(instruction, il.Create(OpCodes.Call, _array));
                    break;
                case Code.Call or Code.Callvirt:
                    var method = (MethodReference)instruction.Operand;
                    if (method.DeclaringType.FullName is "System.String" && method.Name is "Concat" or "Substring")
                    {
                        il.InsertAfter(instruction, il.Create(OpCodes.Call, _text));
                    }

                    // What the stand-ins take and give is in their own costs.
                    if (method.DeclaringType.FullName.StartsWith("Algometer.", StringComparison.Ordinal)
                        && !method.DeclaringType.FullName.StartsWith("Algometer.StandIns.", StringComparison.Ordinal))
                    {
                        Tell(il, instruction, ArgumentBytes(method) + (IsStruct(method.ReturnType) ? BytesOf(method.ReturnType) : 0));
                    }

                    break;
                default:
                    break;
            }
        }

        int locals = body.Variables.Where(variable => IsStruct(variable.VariableType)).Sum(variable => BytesOf(variable.VariableType));
        Tell(il, body.Instructions[0], locals);
    }

    private static int ArgumentBytes(MethodReference method) =>
        method.Parameters.Where(parameter => IsStruct(parameter.ParameterType)).Sum(parameter => BytesOf(parameter.ParameterType));

    private static bool IsStruct(TypeReference type) =>
        type.IsValueType && !type.IsPrimitive && !type.IsByReference && type.FullName.StartsWith("Algometer.", StringComparison.Ordinal) && type.Resolve() is { IsEnum: false };

    private static int PlaceBytes(TypeReference element) => element.MetadataType switch
    {
        MetadataType.Byte or MetadataType.SByte or MetadataType.Boolean => 1,
        MetadataType.Int16 or MetadataType.UInt16 or MetadataType.Char => 2,
        MetadataType.Int32 or MetadataType.UInt32 or MetadataType.Single => 4,
        MetadataType.Int64 or MetadataType.UInt64 or MetadataType.Double => 8,
        _ => HeapModel.Block,
    };

    private static int BytesOf(TypeReference type)
    {
        if (!type.FullName.StartsWith("Algometer.", StringComparison.Ordinal))
        {
            // The stand-ins tell what the libraries' own objects take; what is left are boxed numbers and exceptions.
            return type.IsPrimitive ? HeapModel.ObjectBytes(1) : 0;
        }

        int bytes = HeapModel.Block;
        for (TypeDefinition? level = type.Resolve(); level is { BaseType: not null } && level.FullName.StartsWith("Algometer.", StringComparison.Ordinal); level = level.BaseType.Resolve())
        {
            bytes += level.Fields.Where(field => !field.IsStatic).Sum(field => HeapModel.Block + (IsStruct(field.FieldType) ? BytesOf(field.FieldType) : 0));
        }

        return bytes;
    }

    private void Tell(ILProcessor il, Instruction before, int bytes)
    {
        if (bytes > 0)
        {
            il.InsertBefore(before, il.Create(OpCodes.Ldc_I4, bytes));
            il.InsertBefore(before, il.Create(OpCodes.Call, _object));
        }
    }
}
